import { sql } from 'kysely'
import type { FoundCustomer } from '../../domain/customers/contract.ts'
import type { Staff } from '../../domain/identity/actor.ts'
import { scopesOf } from '../../domain/identity/permissions.ts'
import type { Ctx, Tx } from '../platform/context.ts'

export const mostFound = 10
export type Match = { id: string; matchedBy: FoundCustomer['matchedBy'] }
export type Key = { no: string; orderNo: string; blind: Buffer | null }

/** Whoever has exactly this number, order or contact; each customer once, by the surest sign. */
export async function matchExactly(ctx: Ctx, { no, orderNo, blind }: Key): Promise<Match[]> {
  const { rows } = await sql<Match>`
    select id, matched_by from (
      select distinct on (x.id) x.id, x.matched_by, x.rank from (
        select id, 'number' as matched_by, 1 as rank from customer where no = ${no}
        union all select customer_id, kind, 2 from customer_contact where blind = ${blind}::bytea
        union all select customer_id, 'order', 3 from customer_order where order_no = ${orderNo}) x
      join customer on customer.id = x.id and customer.status = 'active'
      order by x.id, x.rank) each
    order by rank, id desc limit ${mostFound}`.execute(ctx.db)
  return rows
}

/** Customers of one's own or one's group whose name begins so, newest first; the gate decides afterwards. */
export async function idsByName(ctx: Ctx, staff: Staff, name: string): Promise<string[]> {
  const prefix = `${name.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`
  const sees = (permission: 'conversations.view' | 'tickets.view') =>
    scopesOf(staff.roles, permission).includes('group') ? staff.groupIds : []
  const { rows } = await sql<{ id: string }>`
    select id from customer where lower(display_name) like ${prefix} and status = 'active' and (
      exists (select from conversation c where c.customer_id = customer.id and (
        ${staff.id} in (c.assignee_id, c.first_responsible_id, c.offered_to)
        or c.group_id = any(${sees('conversations.view')}::uuid[])
        or exists (select from participant p where p.conversation_id = c.id and p.staff_id = ${staff.id})))
      or exists (select from ticket t where t.customer_id = customer.id and (
        ${staff.id} in (t.assignee_id, t.first_responsible_id, t.created_by)
        or t.group_id = any(${sees('tickets.view')}::uuid[])))
      or exists (select from callback_task b where b.customer_id = customer.id and b.owner_id = ${staff.id} and b.state = 'open'))
    order by id desc limit 50`.execute(ctx.db)
  return rows.map(({ id }) => id)
}

export type Shown = Pick<FoundCustomer, 'id' | 'no' | 'name' | 'level' | 'contacts'>

export async function shownCustomers(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Shown>> {
  const { rows } = await sql<Shown>`
    select id, no, display_name as name, level,
      coalesce((select json_agg(json_build_object('kind', c.kind, 'mask', c.mask) order by c.created_at, c.id)
        from customer_contact c where c.customer_id = customer.id), '[]') as contacts
    from customer where id = any(${ids}::uuid[])`.execute(ctx.db)
  return new Map(rows.map((row) => [row.id, row]))
}

export async function searchesSince(ctx: Ctx, staffId: string, since: Date): Promise<number> {
  const row = await ctx.db
    .selectFrom('event')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('subjectType', '=', 'staff')
    .where('subjectId', '=', staffId)
    .where('kind', '=', 'customer.searched')
    .where('at', '>', since)
    .executeTakeFirstOrThrow()
  return row.count
}

/** Whoever writes down the same contact at the same moment waits until the first has done so. */
export async function lockContacts(tx: Tx, blinds: readonly Buffer[]): Promise<void> {
  const keys = blinds.map((blind) => blind.toString('hex')).sort()
  for (const key of keys)
    await sql`select pg_advisory_xact_lock(hashtextextended(${`contact ${key}`}, 0))`.execute(tx.db)
}
