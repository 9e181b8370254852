import type { ClockKind } from '../../domain/clocks/kinds.ts'
import type { Ctx } from '../platform/context.ts'
import { transact } from '../platform/context.ts'
import type { CommittedEvent } from '../platform/events.ts'
import { escalatedTicket } from '../tickets/actions.ts'
import { endEscalationsOf, raise } from './raising.ts'

/** Limits whose breach is the agent's to explain; the department's own limit reminds the supervisor instead (R71, C10). */
const explained: readonly ClockKind[] = ['first_response', 'resolution']

/** SOP 000 四 (R44): a ticket past its limit goes to the supervisor in charge. */
export async function escalateBreach(ctx: Ctx, event: CommittedEvent): Promise<void> {
  const { clock, clockId } = event.payload as { clock: ClockKind; clockId: string }
  if (!explained.includes(clock)) return
  await transact(ctx, async (tx) => {
    const ticket = await escalatedTicket(tx, event.subject.id)
    if (!ticket) return
    await raise(tx, {
      id: tx.clock.newId(),
      ticket,
      cause: 'breach',
      source: `clock:${clockId}`,
      clockKind: clock,
      summary: ticket.subject,
      reason: '',
    })
  })
}

/** SOP 000 二(二), R22: a critical case goes to the supervisor at once, in parallel to the work (C8). */
export async function escalateCritical(ctx: Ctx, event: CommittedEvent): Promise<void> {
  await transact(ctx, async (tx) => {
    const ticket = await escalatedTicket(tx, event.subject.id)
    if (!ticket?.isOpen) return
    const { urgencyReason: reason } = ticket
    const source = `critical:${event.subject.id}:${event.id}`
    await raise(tx, { id: tx.clock.newId(), ticket, cause: 'critical', source, summary: ticket.subject, reason })
  })
}

/** Settled, merged or cancelled: nobody need answer any more. */
export async function endWithTicket(ctx: Ctx, event: CommittedEvent): Promise<void> {
  await transact(ctx, (tx) => endEscalationsOf(tx, event.subject.id, event.kind.replace('ticket.', '')))
}
