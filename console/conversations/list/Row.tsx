import { Badge } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { ConversationView } from '../../../domain/conversations/views.ts'
import { useLocale } from '../../i18n/useLocale.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { relativeTime } from '../../ui/time.ts'
import { useEveryMinute } from '../../ui/useNow.ts'
import { ChannelIcon } from '../ChannelIcon.tsx'
import { useLastLine } from '../last-line.ts'
import { lastActivity } from '../lists.ts'
import { pathOf } from '../open-path.ts'
import { RowChips } from './RowChips.tsx'
import { UrgencyMark } from './UrgencyMark.tsx'

type RowProps = { view: ConversationView; isOpen: boolean; isQueue: boolean }

export function Row({ view, isOpen, isQueue }: RowProps) {
  const { t } = useTranslation('conversations')
  const locale = useLocale()
  const now = useEveryMinute()
  const at = lastActivity(view)
  const last = useLastLine(view)
  return (
    <li className="row" data-open={isOpen} data-unread={view.unread > 0}>
      <Avatar name={view.customer.name} mark={<ChannelIcon channel={view.channel} />} size="large" />
      <div className="row-main">
        <div className="row-line">
          <Link className="row-name ellipsis" to={pathOf(view.id)} aria-current={isOpen ? 'page' : undefined}>
            {view.customer.name}
          </Link>
          <UrgencyMark urgency={view.urgency} />
          <time className="row-time quiet" dateTime={at}>
            {relativeTime(at, now, locale)}
          </time>
        </div>
        <div className="row-line">
          <span className="row-last ellipsis grow">{last}</span>
          {view.unread > 0 && (
            <Badge
              count={view.unread}
              size="small"
              color="var(--accent)"
              title={t('list.unread', { count: view.unread })}
            />
          )}
        </div>
        <RowChips view={view} isOpen={isOpen} isQueue={isQueue} />
      </div>
    </li>
  )
}
