import { CheckCircleOutlined } from '@ant-design/icons'
import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useLocale } from '../i18n/useLocale.ts'
import { StatusTag } from '../ui/Chip.tsx'
import { EmptyState, ErrorState, Skeletons } from '../ui/states.tsx'
import { relativeTime } from '../ui/time.ts'
import { useEveryMinute } from '../ui/useNow.ts'
import type { Proposals } from './queries.ts'

type ProposalListProps = { proposals: UseQueryResult<Proposals>; view: 'proposed' | 'retired' }

/** What waits for a decision, or was put away. */
export function ProposalList({ proposals, view }: ProposalListProps) {
  const { t } = useTranslation('scripts')
  const locale = useLocale()
  const minute = useEveryMinute()
  if (proposals.isPending) return <Skeletons rows={4} />
  if (proposals.isError) return <ErrorState error={proposals.error} retry={() => void proposals.refetch()} />
  const items = proposals.data[view]
  if (items.length === 0) {
    return <EmptyState icon={<CheckCircleOutlined />} title={view === 'proposed' ? t('noProposals') : t('noRetired')} />
  }
  return (
    <ul className="proposals">
      {items.map(({ id, title, version, author, at, state }) => (
        <li key={`${id}-${version}`}>
          <Link to={`/scripts/${id}`}>
            <strong className="ellipsis grow">{title}</strong>
            {state === 'declined' && <StatusTag tone="breached">{t('versionState.declined')}</StatusTag>}
            <span className="quiet">{t('version', { version })}</span>
            <span className="quiet ellipsis">{author ?? t('shipped')}</span>
            <time className="quiet" dateTime={at}>
              {relativeTime(at, minute, locale)}
            </time>
          </Link>
        </li>
      ))}
    </ul>
  )
}
