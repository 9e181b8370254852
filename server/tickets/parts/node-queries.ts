import type { Insertable, Selectable, Updateable } from 'kysely'
import type { TicketNodeTable } from '../../migrations/db-types.ts'
import type { Ctx, Tx } from '../../platform/context.ts'

export type NodeRow = Selectable<TicketNodeTable>

export async function insertNode(tx: Tx, node: Omit<Insertable<TicketNodeTable>, 'state'>): Promise<void> {
  await tx.db
    .insertInto('ticketNode')
    .values({ ...node, state: 'open' })
    .execute()
}

export function nodeOf(ctx: Ctx, ticketId: string, nodeId: string): Promise<NodeRow | undefined> {
  return ctx.db
    .selectFrom('ticketNode')
    .selectAll()
    .where('id', '=', nodeId)
    .where('ticketId', '=', ticketId)
    .executeTakeFirst()
}

export function nodeById(ctx: Ctx, nodeId: string): Promise<NodeRow | undefined> {
  return ctx.db.selectFrom('ticketNode').selectAll().where('id', '=', nodeId).executeTakeFirst()
}

/** Parts that somebody still owes, in time or late. */
export function openNodes(ctx: Ctx, ticketId: string): Promise<NodeRow[]> {
  return ctx.db
    .selectFrom('ticketNode')
    .selectAll()
    .where('ticketId', '=', ticketId)
    .where('state', 'in', ['open', 'overdue'])
    .orderBy('sentAt')
    .execute()
}

export async function changeNode(tx: Tx, id: string, change: Updateable<TicketNodeTable>): Promise<void> {
  await tx.db.updateTable('ticketNode').set(change).where('id', '=', id).execute()
}

export async function ticketsOfNodes(
  ctx: Ctx,
  nodeIds: readonly string[],
): Promise<{ id: string; ticketId: string }[]> {
  return ctx.db
    .selectFrom('ticketNode')
    .select(['id', 'ticketId'])
    .where('id', 'in', [...nodeIds])
    .execute()
}
