import { SearchOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { searchConversations } from '../../../domain/conversations/contract.ts'
import { call } from '../../api.ts'
import { useLocale } from '../../i18n/useLocale.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { EmptyState, ErrorState, Skeletons } from '../../ui/states.tsx'
import { relativeTime } from '../../ui/time.ts'
import { useEveryMinute } from '../../ui/useNow.ts'
import { ChannelIcon } from '../ChannelIcon.tsx'
import { pathOf } from '../open-path.ts'

export function SearchResults({ words }: { words: string }) {
  const { t } = useTranslation('conversations')
  const locale = useLocale()
  const now = useEveryMinute()
  const q = useDeferredValue(words)
  const found = useQuery({
    queryKey: ['search', q],
    queryFn: ({ signal }) => call(searchConversations, { q, limit: 30 }, signal),
  })
  if (found.isPending) return <Skeletons rows={5} />
  if (found.isError) return <ErrorState error={found.error} retry={() => void found.refetch()} />
  if (found.data.items.length === 0)
    return <EmptyState title={t('search.none')} hint={t('search.noneHint')} icon={<SearchOutlined />} />
  return (
    <div className="list-scroll">
      <ul aria-label={t('search.results')}>
        {found.data.items.map(({ conversation, seq, stream, snippet, at }) => (
          <li key={`${conversation.id}/${stream}/${seq}`} className="row">
            <Avatar
              name={conversation.customer.name}
              mark={<ChannelIcon channel={conversation.channel} />}
              size="large"
            />
            <div className="row-main">
              <div className="row-line">
                <Link className="row-name ellipsis" to={`${pathOf(conversation.id)}?seq=${seq}`}>
                  {conversation.customer.name}
                </Link>
                <time className="row-time quiet" dateTime={at}>
                  {relativeTime(at, now, locale)}
                </time>
              </div>
              <span className="row-snippet">{snippet}</span>
            </div>
          </li>
        ))}
      </ul>
    </div>
  )
}
