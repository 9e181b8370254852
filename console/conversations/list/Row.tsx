import { Badge, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { ConversationView } from '../../../domain/conversations/views.ts'
import { useLocale } from '../../i18n/useLocale.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { StatusTag } from '../../ui/Chip.tsx'
import { Countdown } from '../../ui/Countdown.tsx'
import { relativeTime } from '../../ui/time.ts'
import { useEveryMinute } from '../../ui/useNow.ts'
import { useShowsAccept } from '../actions/accept-shown.ts'
import { useAccept } from '../actions/verbs.ts'
import { ChannelIcon } from '../ChannelIcon.tsx'
import { nextClock } from '../clocks.ts'
import { lastActivity } from '../lists.ts'
import { pathOf } from '../open-path.ts'
import { useMayDo } from '../queries.ts'
import { UrgencyMark } from './UrgencyMark.tsx'
import { Waited } from './Waited.tsx'

type RowProps = { view: ConversationView; isOpen: boolean; isQueue: boolean }

export function Row({ view, isOpen, isQueue }: RowProps) {
  const { t } = useTranslation('conversations')
  const locale = useLocale()
  const now = useEveryMinute()
  const at = lastActivity(view)
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
          <span className="row-last ellipsis grow">{lastLine(view, t('list.agentSays'), t('list.nothingYet'))}</span>
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

function RowChips({ view, isOpen, isQueue }: RowProps) {
  const { t } = useTranslation('conversations')
  const clock = nextClock(view)
  const showsAccept = useMayDo(view).accept && !isOpen
  const accept = useAccept()
  useShowsAccept(view.id, showsAccept)
  return (
    <div className="row-chips">
      {isQueue && view.queuedAt && <Waited since={view.queuedAt} label={t('list.waited')} />}
      {clock && !isQueue && <Countdown dueAt={clock.dueAt} label={t(`clock.${clock.kind}`)} />}
      {view.state === 'waiting' && <StatusTag tone="waiting">{t('state.waiting')}</StatusTag>}
      {view.state === 'wrap_up' && <StatusTag tone="due">{t('state.wrap_up')}</StatusTag>}
      {view.state === 'queued' && !isQueue && <StatusTag tone="due">{t('state.queued')}</StatusTag>}
      {view.leftMessage && <StatusTag tone="normal">{t('list.leftMessage')}</StatusTag>}
      {view.assignee && <span className="quiet row-assignee ellipsis">{view.assignee.name}</span>}
      {!view.assignee && view.group && <span className="quiet row-assignee ellipsis">{view.group.name}</span>}
      {showsAccept && (
        <Button
          className="row-accept"
          size="small"
          type="primary"
          loading={accept.isPending}
          onClick={() => accept.mutate({ id: view.id })}
        >
          {t('action.accept')}
        </Button>
      )}
    </div>
  )
}

function lastLine(view: ConversationView, agentSays: string, nothingYet: string): string {
  if (!view.lastMessage) return nothingYet
  return view.lastMessage.sender === 'agent' ? `${agentSays}${view.lastMessage.preview}` : view.lastMessage.preview
}
