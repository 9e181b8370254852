import { sql } from 'kysely'
import type { Role } from '../../domain/identity/roles.ts'
import type { Candidate } from '../../domain/routing/choose.ts'
import type { Ctx, Tx } from '../platform/context.ts'

export type Available = Omit<Candidate, 'knowsCustomer' | 'speaksLocale'> & { roles: Role[]; locale: string }

/** People of the group who are online and connected, with what the choice needs. */
export async function availableAgents(tx: Tx, groupId: string): Promise<Available[]> {
  const { rows } = await sql<Available>`/* prepared available_agents */
    select s.id as staff_id, s.roles, s.locale, s.capacity, p.idle_since,
      (select count(*) from conversation c where c.assignee_id = s.id and c.state in ('active', 'waiting'))::int
        + (select count(*) from conversation c where c.offered_to = s.id and c.state = 'queued')::int as load
    from group_member m join staff s on s.id = m.staff_id join presence p on p.staff_id = s.id
    where m.group_id = ${groupId} and s.disabled_at is null and p.state = 'online' and p.connected`.execute(tx.db)
  return rows
}

/** Who served whom within the last 7 days, as `staff/customer`. */
export async function acquaintances(
  tx: Tx,
  { staffIds, rows }: { staffIds: readonly string[]; rows: readonly { customerId: string }[] },
): Promise<Set<string>> {
  if (rows.length === 0) return new Set()
  const customers = [...new Set(rows.map((row) => row.customerId))]
  const found = await sql<{ pair: string }>`
    select distinct assignee_id || '/' || customer_id as pair from conversation
    where customer_id = any(${customers}) and assignee_id = any(${staffIds}) and closed_at > ${tx.clock.now()}::timestamptz - interval '7 days'`.execute(
    tx.db,
  )
  return new Set(found.rows.map(({ pair }) => pair))
}

export type Waiting = { id: string; groupId: string }

/** Customers who wait in the groups of a person and are offered to nobody, longest first. */
export async function waitingFor(ctx: Ctx, staffId: string, limit: number): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select c.id, c.group_id from conversation c join group_member m on m.group_id = c.group_id
    where m.staff_id = ${staffId} and c.state = 'queued' and c.offered_to is null
    order by c.left_message, c.queued_at limit ${limit}`.execute(ctx.db)
  return rows
}

/** Those of the conversations that wait in a group and are offered to nobody. */
export async function waitingAmong(ctx: Ctx, ids: readonly string[]): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`/* prepared waiting_among */
    select id, group_id from conversation
    where id = any(${ids}) and state = 'queued' and offered_to is null and group_id is not null`.execute(ctx.db)
  return rows
}

/** One choice at a time in a group, so that two customers are not both offered to the same last free place. */
export async function lockGroupRouting(tx: Tx, groupId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`routing:${groupId}`}, 0))`.execute(tx.db)
}
