import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ConversationView } from '../../../domain/conversations/views.ts'
import { useMe } from '../../session/session.ts'
import { StatusTag } from '../../ui/Chip.tsx'
import { Countdown } from '../../ui/Countdown.tsx'
import { useShowsAccept } from '../actions/accept-shown.ts'
import { useAccept } from '../actions/verbs.ts'
import { nextClock } from '../clocks.ts'
import { useMayDo } from '../queries.ts'
import { Waited } from './Waited.tsx'

type RowProps = { view: ConversationView; isOpen: boolean; isQueue: boolean }

/** Limits, state and who holds it; 接入 for who may take it. */
export function RowChips({ view, isOpen, isQueue }: RowProps) {
  const { t } = useTranslation('conversations')
  const clock = nextClock(view)
  const showsAccept = useMayDo(view).accept && !isOpen
  const me = useMe()
  const holder = view.assignee?.id === me.id ? null : (view.assignee ?? view.group)?.name
  const isOffered = view.offeredTo === me.id && view.state === 'queued'
  const accept = useAccept()
  useShowsAccept(view.id, showsAccept)
  return (
    <div className="row-chips">
      {isOffered && view.offeredUntil && (
        <Countdown dueAt={view.offeredUntil} label={t('offer.left')} soonSeconds={8} />
      )}
      {isQueue && view.queuedAt && <Waited since={view.queuedAt} label={t('list.waited')} />}
      {clock && !isQueue && <Countdown dueAt={clock.dueAt} label={t(`clock.${clock.kind}`)} />}
      {view.state === 'waiting' && <StatusTag tone="waiting">{t('state.waiting')}</StatusTag>}
      {view.state === 'wrap_up' && <StatusTag tone="due">{t('state.wrap_up')}</StatusTag>}
      {view.state === 'queued' && !isQueue && !isOffered && <StatusTag tone="due">{t('state.queued')}</StatusTag>}
      {view.leftMessage && <StatusTag tone="normal">{t('list.leftMessage')}</StatusTag>}
      {holder && <span className="quiet ellipsis">{holder}</span>}
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
