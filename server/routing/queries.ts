import { sql } from 'kysely'
import type { Role } from '../../domain/identity/roles.ts'
import type { Candidate } from '../../domain/routing/choose.ts'
import type { Ctx, Tx } from '../platform/context.ts'

export type Available = Candidate & { roles: Role[] }

/** People of the group who are online and connected, with what the choice needs. */
export async function availableAgents(
  tx: Tx,
  wait: { groupId: string; customerId: string; locale: string },
): Promise<Available[]> {
  const { rows } = await sql<Available>`
    select s.id as staff_id, s.roles, s.capacity, p.idle_since, (s.locale = ${wait.locale} or s.locale like 'zh%' and ${wait.locale} like 'zh%') as speaks_locale,
      (select count(*) from conversation c where (c.assignee_id = s.id and c.state in ('active', 'waiting')) or (c.offered_to = s.id and c.state = 'queued'))::int as load,
      exists (select from conversation c where c.customer_id = ${wait.customerId} and c.assignee_id = s.id and c.closed_at > ${tx.clock.now()}::timestamptz - interval '7 days') as knows_customer
    from group_member m join staff s on s.id = m.staff_id join presence p on p.staff_id = s.id
    where m.group_id = ${wait.groupId} and s.disabled_at is null and p.state = 'online' and p.connected`.execute(tx.db)
  return rows
}

/** Customers who wait in the groups of a person and are offered to nobody, longest first. */
export async function waitingFor(ctx: Ctx, staffId: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select c.id from conversation c join group_member m on m.group_id = c.group_id
    where m.staff_id = ${staffId} and c.state = 'queued' and c.offered_to is null
    order by c.left_message, c.queued_at limit ${limit}`.execute(ctx.db)
  return rows.map((row) => row.id)
}

/** One choice at a time in a group, so that two customers are not both offered to the same last free place. */
export async function lockGroupRouting(tx: Tx, groupId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`routing:${groupId}`}, 0))`.execute(tx.db)
}
