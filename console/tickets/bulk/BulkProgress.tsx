import { CloseOutlined } from '@ant-design/icons'
import { Button, Popover, Progress } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { BulkView } from '../../../domain/tickets/lists/bulk-contract.ts'
import { now } from '../../clock.ts'
import { useEveryMinute } from '../../ui/useNow.ts'
import { pathOf } from '../open-path.ts'
import { useBulk, useBulkVerbs } from './bulk.ts'
import { followBulk, useRunningBulk } from './running.ts'

/** How far the last common change is, on whatever list; taken back from here. */
export function BulkProgress() {
  const { t } = useTranslation('tickets')
  const id = useRunningBulk()
  const bulk = useBulk(id)
  const { cancel, undo } = useBulkVerbs(followBulk)
  useEveryMinute()
  if (id === null || !bulk) return null
  const isRunning = bulk.state === 'waiting' || bulk.state === 'running'
  const done = bulk.done + bulk.refused
  const mayUndo = !isRunning && bulk.undoUntil !== null && Date.parse(bulk.undoUntil) > now()
  return (
    <div className="ticket-bulk" role="status">
      <strong>{t(bulk.undoOf ? 'bulk.undoing' : `bulk.${bulk.kind}`)}</strong>
      {isRunning ? (
        <Progress
          className="ticket-bulk-progress"
          percent={bulk.total === 0 ? 0 : Math.floor((done / bulk.total) * 100)}
          size="small"
          aria-label={t('bulk.progress', { done, total: bulk.total })}
        />
      ) : (
        <span>{t(`bulk.state.${bulk.state}`, { done: bulk.done, total: bulk.total })}</span>
      )}
      {bulk.refused > 0 && <Refusals bulk={bulk} />}
      <span className="grow" />
      {isRunning && (
        <Button loading={cancel.isPending} onClick={() => cancel.mutate(id)}>
          {t('bulk.stop')}
        </Button>
      )}
      {mayUndo && (
        <Button loading={undo.isPending} onClick={() => undo.mutate(id)}>
          {t('bulk.undo')}
        </Button>
      )}
      {!isRunning && (
        <Button type="text" icon={<CloseOutlined />} aria-label={t('bulk.hide')} onClick={() => followBulk(null)} />
      )}
    </div>
  )
}

/** Which tickets were left as they are, and the rule that forbids the change. */
function Refusals({ bulk }: { bulk: BulkView }) {
  const { t } = useTranslation('tickets')
  return (
    <Popover
      trigger="click"
      title={t('bulk.refusedTitle')}
      content={
        <ul className="ticket-refusals">
          {bulk.refusals.map((refusal) => (
            <li key={refusal.ticketId}>
              <Link to={pathOf(refusal.ticketId)} className="figures">
                {refusal.no}
              </Link>{' '}
              {refusal.message}
            </li>
          ))}
        </ul>
      }
    >
      <button type="button" className="bare chip" data-tone="due">
        {t('bulk.refused', { count: bulk.refused })}
      </button>
    </Popover>
  )
}
