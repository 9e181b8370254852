import type { Input } from '../../../domain/contract.ts'
import { AppError } from '../../../domain/errors.ts'
import type { CompletenessField } from '../../../domain/tickets/completeness.ts'
import type * as contract from '../../../domain/tickets/contract.ts'
import { settleNotices } from '../../notifications/actions.ts'
import type { Ctx, Tx } from '../../platform/context.ts'
import { staffActor } from '../access.ts'
import { missingOf } from '../completeness.ts'
import { dropLimits, stopAfterwards } from '../limits.ts'
import { recallAll } from '../parts/departments.ts'
import type { Loaded } from '../queries.ts'
import { stateAfter, takeStep } from '../steps.ts'
import { wholeTickets } from '../view-queries.ts'
import { incompleteRefusal } from '../words.ts'
import { insertWaiver } from './closing-queries.ts'
import { onTicket, subjectOf } from './on-ticket.ts'

/** R41: for good, and only with a complete record. */
export function archiveTicket(ctx: Ctx, { id }: { id: string }): Promise<Loaded> {
  return onTicket(ctx, { id, need: 'work' }, async (tx, row) => {
    stateAfter(tx, row, 'archive')
    const missing = await missingNow(tx, id)
    if (missing.length > 0) throw incompleteRefusal(tx.actor, missing)
    return archive(tx, row)
  })
}

export async function missingNow(tx: Tx, id: string): Promise<CompletenessField[]> {
  const [whole] = await wholeTickets(tx, [id])
  return whole ? missingOf(tx, whole, whole) : []
}

export async function archive(tx: Tx, row: Loaded): Promise<Loaded> {
  await stopAfterwards(tx, row.id)
  return takeStep(tx, row, { kind: 'archived', event: 'archive', change: { archivedAt: tx.clock.now() } })
}

/** Records 6.4: a supervisor excuses one missing field, once, with a reason. */
export function waiveField(ctx: Ctx, { id, field, reason }: Input<typeof contract.waiveField>): Promise<void> {
  return onTicket(ctx, { id, need: 'oversee' }, async (tx, row) => {
    const { id: waivedBy } = staffActor(tx)
    const missing = await missingNow(tx, id)
    if (!missing.includes(field)) throw new AppError('invalid_input', {}, { field: 'not_missing' })
    if (!(await insertWaiver(tx, { ticketId: id, field, reason, waivedBy })))
      throw new AppError('wrong_state', { rule: 'waiver_used' })
    await takeStep(tx, row, { kind: 'waived', reason, payload: { field } })
  })
}

/** Spam, a test: its limits count nowhere (model 2.3). */
export function cancelTicket(ctx: Ctx, { id, reason }: { id: string; reason: string }): Promise<Loaded> {
  return onTicket(ctx, { id, need: 'oversee' }, async (tx, row) => {
    stateAfter(tx, row, 'cancel')
    await dropWork(tx, row)
    return takeStep(tx, row, { kind: 'cancelled', event: 'cancel', reason, change: { closeReason: 'cancelled' } })
  })
}

/** Limits, parts of departments and notices of a ticket that ends without a result. */
export async function dropWork(tx: Tx, row: Loaded): Promise<void> {
  await dropLimits(tx, row.id)
  await recallAll(tx, row.id)
  const about = [
    'ticket_reminder',
    'ticket_breached',
    'ticket_assigned',
    'department_asked',
    'department_overdue',
  ] as const
  await settleNotices(tx, subjectOf(row), about)
}
