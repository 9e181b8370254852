import { type Ctx, type Tx, transact } from '../../platform/context.ts'
import { lockedTicketFor, type Need } from '../access.ts'
import type { Loaded } from '../queries.ts'

/** One change of one ticket: behind its gate, with its row locked. */
export function onTicket<T>(
  ctx: Ctx,
  { id, need }: { id: string; need: Need },
  work: (tx: Tx, row: Loaded) => Promise<T>,
): Promise<T> {
  return transact(ctx, async (tx) => work(tx, await lockedTicketFor(tx, id, need)))
}

export const subjectOf = ({ id }: { id: string }) => ({ type: 'ticket', id }) as const
