import type { Input } from '../../../domain/contract.ts'
import { AppError } from '../../../domain/errors.ts'
import { scopesOf } from '../../../domain/identity/permissions.ts'
import type * as contract from '../../../domain/tickets/contract.ts'
import { isOpenTicket } from '../../../domain/tickets/lifecycle.ts'
import { isLower, raisedUrgency, type Urgency } from '../../../domain/tickets/urgency.ts'
import { retargetClock } from '../../clocks/actions.ts'
import type { Ctx, Tx } from '../../platform/context.ts'
import { limitFacts } from '../limits.ts'
import type { Loaded } from '../queries.ts'
import { takeStep } from '../steps.ts'
import { onTicket } from './on-ticket.ts'

/** Model 2.3: limits are counted anew from their start; a more lenient one is a supervisor's to give. */
export function setTicketUrgency(ctx: Ctx, input: Input<typeof contract.setTicketUrgency>): Promise<Loaded> {
  return onTicket(ctx, { id: input.id, need: 'work' }, async (tx, row) => {
    const urgency = raisedUrgency(input.urgency, input.raisers)
    return changeUrgency(tx, row, { urgency, raisers: input.raisers, reason: input.reason })
  })
}

type Change = { urgency: Urgency; raisers: readonly string[]; reason: string }

export async function changeUrgency(tx: Tx, row: Loaded, { urgency, raisers, reason }: Change): Promise<Loaded> {
  if (urgency === row.urgency && sameRaisers(row, raisers)) return row
  if (isLower(urgency, row.urgency) && !mayLower(tx)) throw new AppError('not_allowed', { rule: 'lower_urgency' })
  await retarget(tx, { ...row, urgency })
  return takeStep(tx, row, {
    kind: 'urgency_changed',
    reason,
    change: { urgency, urgencyReason: reason, urgencyRaisers: [...raisers] },
    payload: { from: row.urgency, to: urgency, raisers },
  })
}

const sameRaisers = ({ urgencyRaisers }: Loaded, raisers: readonly string[]) =>
  [...urgencyRaisers].sort().join() === [...raisers].sort().join()

function mayLower({ actor }: Tx): boolean {
  if (actor.kind === 'system') return true
  return actor.kind === 'staff' && scopesOf(actor.roles, 'tickets.lower_urgency').includes('all')
}

async function retarget(tx: Tx, row: Loaded): Promise<void> {
  if (!isOpenTicket(row.state)) return
  for (const kind of ['first_response', 'resolution'] as const) {
    const moved = await retargetClock(tx, row.id, kind, limitFacts(row))
    if (moved?.isMoreLenient && !mayLower(tx)) throw new AppError('not_allowed', { rule: 'lower_urgency' })
  }
}
