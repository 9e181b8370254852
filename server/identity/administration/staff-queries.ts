import { sql } from 'kysely'
import type { StaffRecord } from '../../../domain/identity/admin-contract.ts'
import type { Role } from '../../../domain/identity/roles.ts'
import type { Locale } from '../../../domain/locale.ts'
import type { Ctx, Tx } from '../../platform/context.ts'

type Row = Omit<StaffRecord, 'disabledAt' | 'lastSeenAt'> & { disabledAt: Date | null; lastSeenAt: Date | null }

export async function staffRecords(ctx: Ctx, id?: string): Promise<StaffRecord[]> {
  const { rows } = await sql<Row>`
    select id, staff_no, name, email, roles, department_id, department_head, capacity, locale, password_hash is null as invited, disabled_at,
      array(select group_id from group_member where staff_id = staff.id) as group_ids,
      (select max(last_seen_at) from session where staff_id = staff.id) as last_seen_at
    from staff where ${id ? sql`id = ${id}` : sql`true`} order by disabled_at is not null, staff_no`.execute(ctx.db)
  return rows.map((row) => ({
    ...row,
    disabledAt: row.disabledAt?.toISOString() ?? null,
    lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
  }))
}

export type StaffFields = {
  name: string
  email: string
  staffNo: string
  roles: Role[]
  departmentId: string | null
  departmentHead: boolean
  capacity: number
  locale: Locale
}

export async function insertStaff(
  tx: Tx,
  id: string,
  fields: Partial<StaffFields> & Pick<StaffFields, 'name' | 'email' | 'staffNo' | 'roles'>,
) {
  await tx.db
    .insertInto('staff')
    .values({ id, ...fields })
    .execute()
}

type Change = Partial<StaffFields> & { disabledAt?: Date | null }

export async function changeStaffRow(tx: Tx, id: string, change: Change): Promise<void> {
  if (Object.values(change).every((value) => value === undefined)) return
  await tx.db.updateTable('staff').set(change).where('id', '=', id).execute()
}

export async function setGroupsOf(tx: Tx, staffId: string, groupIds: readonly string[]): Promise<void> {
  await tx.db.deleteFrom('groupMember').where('staffId', '=', staffId).execute()
  const members = [...new Set(groupIds)].map((groupId) => ({ groupId, staffId }))
  if (members.length > 0) await tx.db.insertInto('groupMember').values(members).execute()
}

export async function countGroups(ctx: Ctx, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0
  const rows = await ctx.db
    .selectFrom('staffGroup')
    .select('id')
    .where('id', 'in', [...ids])
    .execute()
  return rows.length
}

export async function isDepartment(ctx: Ctx, id: string): Promise<boolean> {
  return (await ctx.db.selectFrom('department').select('id').where('id', '=', id).executeTakeFirst()) !== undefined
}

/** Locks the people who administer, in order: two of them cannot remove one another at the same moment. */
export async function lockAdministrators(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from staff where 'administrator' = any(roles) and disabled_at is null and password_hash is not null
    order by id for update`.execute(tx.db)
  return rows.map((row) => row.id)
}

/** Fields that another account has already. */
export async function takenFields(
  ctx: Ctx,
  wanted: { email?: string; staffNo?: string },
  except?: string,
): Promise<string[]> {
  const { rows } = await sql<{ email: boolean; staffNo: boolean }>`
    select lower(email) = lower(${wanted.email ?? ''}) as email, staff_no = ${wanted.staffNo ?? ''} as staff_no from staff
    where (lower(email) = lower(${wanted.email ?? ''}) or staff_no = ${wanted.staffNo ?? ''})
      and ${except ? sql`id <> ${except}` : sql`true`}`.execute(ctx.db)
  return [rows.some((row) => row.email) ? 'email' : '', rows.some((row) => row.staffNo) ? 'staffNo' : ''].filter(
    Boolean,
  )
}
