import type { Input, Reply } from '../../../domain/contract.ts'
import type * as contract from '../../../domain/tickets/lists/list-contract.ts'
import { countedAtMost } from '../../../domain/tickets/lists/list-contract.ts'
import type { Ctx } from '../../platform/context.ts'
import { keysetPage, readCursor } from '../../platform/keyset.ts'
import { staffActor } from '../access.ts'
import { ticketRows } from '../views.ts'
import { ticketCount, ticketPage } from './queries.ts'
import { ticketCounts } from './tally.ts'

export async function listTickets(
  ctx: Ctx,
  input: Input<typeof contract.listTickets>,
): Promise<Reply<typeof contract.listTickets>> {
  const me = staffActor(ctx)
  const { cursor: from, limit, ...filter } = input
  const cursor = readCursor(from)
  const [{ page, nextCursor }, counts] = await Promise.all([
    ticketPage(ctx, me, { filter, cursor, limit: limit + 1 }).then((rows) => keysetPage(rows, limit)),
    ticketCounts(ctx, me),
  ])
  const items = await ticketRows(
    ctx,
    page.map(({ id }) => id),
  )
  return { items, nextCursor, counts }
}

export async function countTickets(
  ctx: Ctx,
  filter: Input<typeof contract.countTickets>,
): Promise<Reply<typeof contract.countTickets>> {
  const found = await ticketCount(ctx, staffActor(ctx), { filter, limit: countedAtMost + 1 })
  return { count: Math.min(found, countedAtMost), more: found > countedAtMost }
}
