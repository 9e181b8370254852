import { settleNotices } from '../../notifications/actions.ts'
import type { Tx } from '../../platform/context.ts'
import { meetResult, startLimits, stopAfterwards } from '../limits.ts'
import { recallAll } from '../parts/departments.ts'
import type { Loaded } from '../queries.ts'
import { takeStep } from '../steps.ts'
import { subjectOf } from './on-ticket.ts'

/** The result is there: its limit is met, open parts are called back, and the clock of silence begins. */
export async function endWork(tx: Tx, row: Loaded): Promise<{ outcome: { ms: number; inTime: boolean } }> {
  const met = await meetResult(tx, row)
  await recallAll(tx, row.id)
  await startLimits(tx, row, ['ticket_auto_close'])
  await settleNotices(tx, subjectOf(row), ['ticket_reminder', 'ticket_breached', 'ticket_assigned', 'ticket_disputed'])
  return met
}

/** After the agreement, or 72 h of silence: seven days in which the customer may come back, then the archive. */
export async function close(
  tx: Tx,
  row: Loaded,
  { event, reason }: { event: 'confirm' | 'auto_close'; reason: 'confirmed' | 'silent' },
): Promise<Loaded> {
  await stopAfterwards(tx, row.id)
  await startLimits(tx, row, ['ticket_archive'])
  return takeStep(tx, row, {
    kind: 'closed',
    event,
    reason,
    change: { closedAt: tx.clock.now(), closeReason: reason },
    payload: { reopened: row.reopenedCount > 0 },
  })
}
