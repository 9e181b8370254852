import { type Selectable, sql } from 'kysely'
import type { Staff } from '../../../domain/identity/actor.ts'
import type { ColumnLayout } from '../../../domain/tickets/lists/list-contract.ts'
import type { TicketViewTable } from '../../migrations/db-types.ts'
import type { Ctx, Tx } from '../../platform/context.ts'

export type ViewRow = Selectable<TicketViewTable>

/** My views, and those shared by people of my groups. */
export async function viewsFor(ctx: Ctx, me: Staff): Promise<ViewRow[]> {
  const { rows } = await sql<ViewRow>`
    select v.* from ticket_view v where v.staff_id = ${me.id} or v.shared and v.staff_id in (
      select m.staff_id from group_member m where m.group_id = any(${[...me.groupIds]}::uuid[]))
    order by v.created_at, v.id limit 100`.execute(ctx.db)
  return rows
}

export async function viewsOf(tx: Tx, staffId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from ticket_view where staff_id = ${staffId}`.execute(tx.db)
  return rows[0]?.count ?? 0
}

type ViewChange = { name?: string; shared?: boolean; filter?: object; columns?: ColumnLayout | null }

const written = ({ filter, columns, ...rest }: ViewChange) => ({
  ...rest,
  ...(filter !== undefined && { filter: JSON.stringify(filter) }),
  ...(columns !== undefined && { columns: columns && JSON.stringify(columns) }),
})

export async function insertView(
  tx: Tx,
  view: Required<ViewChange> & { id: string; staffId: string },
): Promise<ViewRow> {
  const { id, staffId, name, shared, filter, columns } = view
  const json = { filter: JSON.stringify(filter), columns: columns && JSON.stringify(columns) }
  return tx.db
    .insertInto('ticketView')
    .values({ id, staffId, name, shared, ...json, createdAt: tx.clock.now() })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Nothing when it is not this person's. */
export async function changeView(
  tx: Tx,
  { id, staffId }: { id: string; staffId: string },
  change: ViewChange,
): Promise<ViewRow | undefined> {
  return tx.db
    .updateTable('ticketView')
    .set({ id, ...written(change) })
    .where('id', '=', id)
    .where('staffId', '=', staffId)
    .returningAll()
    .executeTakeFirst()
}

export async function deleteView(tx: Tx, { id, staffId }: { id: string; staffId: string }): Promise<boolean> {
  const gone = await tx.db
    .deleteFrom('ticketView')
    .where('id', '=', id)
    .where('staffId', '=', staffId)
    .executeTakeFirst()
  return gone.numDeletedRows > 0n
}

export async function layoutOf(ctx: Ctx, staffId: string): Promise<unknown> {
  const row = await ctx.db
    .selectFrom('ticketLayout')
    .select('columns')
    .where('staffId', '=', staffId)
    .executeTakeFirst()
  return row?.columns
}

export async function keepLayout(ctx: Ctx, staffId: string, layout: ColumnLayout): Promise<void> {
  const kept = { columns: JSON.stringify(layout), changedAt: ctx.clock.now() }
  await ctx.db
    .insertInto('ticketLayout')
    .values({ staffId, ...kept })
    .onConflict((conflict) => conflict.column('staffId').doUpdateSet(kept))
    .execute()
}
