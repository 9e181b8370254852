import { sql } from 'kysely'
import type { Ctx, Platform } from '../../platform/context.ts'
import { gathered } from '../../platform/gather.ts'

type Places = {
  groupId: string | null
  departmentId: string | null
  complaintGroupId: string | null
  firstGroupId: string | null
}

const nowhere: Places = { groupId: null, departmentId: null, complaintGroupId: null, firstGroupId: null }

/** The places a category names, as far as they exist and are in use. */
export async function defaultPlaces(ctx: Ctx, category: string): Promise<Places> {
  return (await placesTogether(ctx.platform, category)) ?? nowhere
}

const placesTogether = gathered(async (platform: Platform, keys: string[]) => {
  const { rows } = await sql<Places & { key: string }>`/* prepared default_places */
    select key,
      (select g.id from staff_group g where g.key = category.default_group and g.active) as group_id,
      (select d.id from department d where d.key = category.default_department and d.active) as department_id,
      (select id from staff_group where staff_group.key = 'complaint_group' and active) as complaint_group_id,
      (select id from staff_group where active order by created_at, id limit 1) as first_group_id
    from category where key = any(${[...new Set(keys)]})`.execute(platform.db)
  const byKey = new Map(rows.map(({ key, ...places }) => [key, places]))
  return keys.map((key) => byKey.get(key))
})

/** The senior agent of a group with the fewest open tickets; those at their desk come first. */
export async function freestSenior(ctx: Ctx, groupId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select staff.id from staff join group_member m on m.staff_id = staff.id and m.group_id = ${groupId}
      left join presence on presence.staff_id = staff.id
    where 'senior_agent' = any(staff.roles) and staff.disabled_at is null
    order by coalesce(presence.connected and presence.state <> 'offline', false) desc,
      (select count(*) from ticket where assignee_id = staff.id and state in ('assigned', 'in_progress', 'waiting_customer', 'waiting_department')),
      staff.id
    limit 1`.execute(ctx.db)
  return rows[0]?.id ?? null
}

/** Of these members of a group the one with the fewest open tickets, then whoever was given none for longest (model 2.4, 6). */
export async function freestOf(ctx: Ctx, groupId: string, staffIds: readonly string[]): Promise<string | null> {
  if (staffIds.length === 0) return null
  const { rows } = await sql<{ id: string }>`
    select staff.id from staff join group_member m on m.staff_id = staff.id and m.group_id = ${groupId}
    where staff.id = any(${[...staffIds]}::uuid[]) and staff.roles && '{agent,senior_agent}' and staff.disabled_at is null
    order by
      (select count(*) from ticket where assignee_id = staff.id and state in ('assigned', 'in_progress', 'waiting_customer', 'waiting_department')),
      (select max(assigned_at) from ticket where assignee_id = staff.id) nulls first,
      staff.id
    limit 1`.execute(ctx.db)
  return rows[0]?.id ?? null
}

type Earlier = { customerId: string; category: string; groupId: string; since: Date }

/** Who has or had the customer's last case of a category, when they are of the group and work there still. */
export async function lastAssignee(
  ctx: Ctx,
  { customerId, category, groupId, since }: Earlier,
): Promise<string | null> {
  const { rows } = await sql<{ id: string | null }>`
    select (select staff.id from staff join group_member m on m.staff_id = staff.id and m.group_id = ${groupId}
        where staff.id = assignee_id and staff.disabled_at is null and staff.roles && '{agent,senior_agent,supervisor}') as id
    from ticket
    where customer_id = ${customerId} and category = ${category} and created_at > ${since}
      and assignee_id is not null and state not in ('merged', 'cancelled')
    order by created_at desc limit 1`.execute(ctx.db)
  return rows[0]?.id ?? null
}
