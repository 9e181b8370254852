import { sql } from 'kysely'
import type { DepartmentRecord, GroupRecord } from '../../../domain/identity/admin-contract.ts'
import type { Localized } from '../../../domain/locale.ts'
import type { Ctx, Tx } from '../../platform/context.ts'

export async function groupRecords(ctx: Ctx, id?: string): Promise<GroupRecord[]> {
  const { rows } = await sql<GroupRecord>`
    select id, name, active, array(select staff_id from group_member where group_id = staff_group.id) as member_ids
    from staff_group where ${id ? sql`id = ${id}` : sql`true`} order by created_at, key`.execute(ctx.db)
  return rows
}

/** `key` is for content that names groups; one made by hand is known by its id. */
export async function insertGroup(
  tx: Tx,
  { id, key = id, name }: { id: string; key?: string; name: Localized },
): Promise<void> {
  await tx.db
    .insertInto('staffGroup')
    .values({ id, key, name: JSON.stringify(name), createdAt: tx.clock.now() })
    .execute()
}

type Change = { name?: Localized; active?: boolean }
const columnsOf = ({ name, active }: Change) => ({
  ...(name && { name: JSON.stringify(name) }),
  ...(active !== undefined && { active }),
})

export async function changeGroupRow(tx: Tx, id: string, change: Change): Promise<void> {
  const columns = columnsOf(change)
  if (Object.keys(columns).length > 0) await tx.db.updateTable('staffGroup').set(columns).where('id', '=', id).execute()
}

export async function setMembers(tx: Tx, groupId: string, staffIds: readonly string[]): Promise<void> {
  await tx.db.deleteFrom('groupMember').where('groupId', '=', groupId).execute()
  const members = [...new Set(staffIds)].map((staffId) => ({ groupId, staffId }))
  if (members.length > 0) await tx.db.insertInto('groupMember').values(members).execute()
}

export async function countStaff(ctx: Ctx, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0
  return (
    await ctx.db
      .selectFrom('staff')
      .select('id')
      .where('id', 'in', [...ids])
      .execute()
  ).length
}

/** A group that customers still come to: by a site, or by a conversation that is not over. */
export async function isGroupInUse(ctx: Ctx, id: string): Promise<boolean> {
  const { rows } = await sql<{ used: boolean }>`
    select exists (select 1 from site where group_id = ${id} and active)
      or exists (select 1 from conversation where group_id = ${id} and state = 'queued')
      or exists (select 1 from conversation where group_id = ${id} and state in ('active', 'waiting', 'wrap_up')) as used`.execute(
    ctx.db,
  )
  return rows[0]?.used ?? false
}

export async function departmentRecords(ctx: Ctx, id?: string): Promise<DepartmentRecord[]> {
  const { rows } = await sql<DepartmentRecord>`
    select id, name, active,
      (select count(*)::int from staff where department_id = department.id and disabled_at is null) as staff_count
    from department where ${id ? sql`id = ${id}` : sql`true`} order by key`.execute(ctx.db)
  return rows
}

export async function insertDepartment(
  tx: Tx,
  { id, key = id, name }: { id: string; key?: string; name: Localized },
): Promise<void> {
  await tx.db
    .insertInto('department')
    .values({ id, key, name: JSON.stringify(name) })
    .execute()
}

export async function changeDepartmentRow(tx: Tx, id: string, change: Change): Promise<void> {
  const columns = columnsOf(change)
  if (Object.keys(columns).length > 0) await tx.db.updateTable('department').set(columns).where('id', '=', id).execute()
}
