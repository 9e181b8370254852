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
