import { sql } from 'kysely'
import type { Role } from '../../../domain/identity/roles.ts'
import type { Locale, Localized } from '../../../domain/locale.ts'
import type { Ctx } from '../../platform/context.ts'
import { translate } from '../../platform/i18n.ts'

/** What a customer is told of who answers: the department, else the group, else the centre. */
export async function departmentName(
  ctx: Ctx,
  { departmentId, groupId, locale }: { departmentId: string | null; groupId: string | null; locale: string },
): Promise<string> {
  const { rows } = await sql<{ name: Localized | null }>`
    select coalesce((select name from department where id = ${departmentId}::uuid), (select name from staff_group where id = ${groupId}::uuid)) as name`.execute(
    ctx.db,
  )
  return rows[0]?.name?.[locale as Locale] ?? translate(locale as Locale, 'tickets.centre')
}

export type Assignee = { id: string; groupIds: string[]; roles: Role[]; departmentId: string | null }

/** A colleague who is still here. */
export async function colleague(ctx: Ctx, id: string): Promise<Assignee | undefined> {
  const { rows } = await sql<Assignee>`
    select id, roles, department_id, array(select group_id from group_member where staff_id = staff.id) as group_ids
    from staff where id = ${id} and disabled_at is null`.execute(ctx.db)
  return rows[0]
}

export async function isActiveGroup(ctx: Ctx, id: string): Promise<boolean> {
  const row = await ctx.db.selectFrom('staffGroup').select('active').where('id', '=', id).executeTakeFirst()
  return row?.active ?? false
}

export async function isActiveDepartment(ctx: Ctx, id: string): Promise<boolean> {
  const row = await ctx.db.selectFrom('department').select('active').where('id', '=', id).executeTakeFirst()
  return row?.active ?? false
}

/** Who answers for a department. */
export async function departmentContacts(ctx: Ctx, departmentId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from staff where department_id = ${departmentId} and disabled_at is null and 'department_contact' = any(roles)
    order by id`.execute(ctx.db)
  return rows.map(({ id }) => id)
}
