import { type Ctx, type Tx, transact } from '../../platform/context.ts'
import { lockedTicketFor, type Need } from '../access.ts'
import type { Loaded } from '../queries.ts'
import { type Changed, changed } from '../views.ts'

/** One change of one ticket: behind its gate, with its row locked, and the ticket as it stands afterwards. */
export async function onTicket(
  ctx: Ctx,
  { id, need }: { id: string; need: Need },
  work: (tx: Tx, row: Loaded) => Promise<unknown>,
): Promise<Changed> {
  await transact(ctx, async (tx) => work(tx, await lockedTicketFor(tx, id, need)))
  return changed(ctx, id)
}

export const subjectOf = ({ id }: { id: string }) => ({ type: 'ticket', id }) as const
