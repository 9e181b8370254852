import type { Input } from '../../../domain/contract.ts'
import { AppError } from '../../../domain/errors.ts'
import type { Staff } from '../../../domain/identity/actor.ts'
import type {
  createDepartment,
  createGroup,
  DepartmentRecord,
  GroupRecord,
  updateDepartment,
  updateGroup,
} from '../../../domain/identity/admin-contract.ts'
import { type Ctx, type Tx, transact } from '../../platform/context.ts'
import * as rows from './group-queries.ts'
import { mustManage } from './staff.ts'

export async function addGroup(
  ctx: Ctx,
  actor: Staff,
  { name, memberIds }: Input<typeof createGroup>,
): Promise<GroupRecord> {
  mustManage(actor)
  return transact(ctx, async (tx) => {
    const id = tx.clock.newId()
    await rows.insertGroup(tx, { id, name })
    await placeMembers(tx, id, memberIds)
    tx.record({ subject: { type: 'group', id }, kind: 'group.created' })
    return groupRecord(tx, id)
  })
}

export async function changeGroup(
  ctx: Ctx,
  actor: Staff,
  { id, memberIds, ...change }: Input<typeof updateGroup>,
): Promise<GroupRecord> {
  mustManage(actor)
  return transact(ctx, async (tx) => {
    const before = await groupRecord(tx, id)
    if (change.active === false && before.active && (await rows.isGroupInUse(tx, id)))
      throw new AppError('still_in_use')
    await rows.changeGroupRow(tx, id, change)
    if (memberIds) await placeMembers(tx, id, memberIds)
    const fields = [...Object.keys(change), ...(memberIds ? ['memberIds'] : [])]
    tx.record({ subject: { type: 'group', id }, kind: 'group.changed', payload: { fields } })
    return groupRecord(tx, id)
  })
}

async function placeMembers(tx: Tx, groupId: string, memberIds: string[]): Promise<void> {
  const wanted = new Set(memberIds)
  if ((await rows.countStaff(tx, [...wanted])) !== wanted.size) throw new AppError('not_found')
  const [before] = await rows.groupRecords(tx, groupId)
  await rows.setMembers(tx, groupId, [...wanted])
  const present = new Set(before?.memberIds)
  const moved = [...present, ...wanted].filter((one) => present.has(one) !== wanted.has(one))
  tx.afterCommit(() => {
    for (const staffId of moved) tx.platform.hints.publish({ topic: 'staff.changed', staffId })
  })
}

export async function addDepartment(
  ctx: Ctx,
  actor: Staff,
  { name }: Input<typeof createDepartment>,
): Promise<DepartmentRecord> {
  mustManage(actor)
  return transact(ctx, async (tx) => {
    const id = tx.clock.newId()
    await rows.insertDepartment(tx, { id, name })
    tx.record({ subject: { type: 'department', id }, kind: 'department.created' })
    return departmentRecord(tx, id)
  })
}

export async function changeDepartment(
  ctx: Ctx,
  actor: Staff,
  { id, ...change }: Input<typeof updateDepartment>,
): Promise<DepartmentRecord> {
  mustManage(actor)
  return transact(ctx, async (tx) => {
    const { staffCount } = await departmentRecord(tx, id)
    if (change.active === false && staffCount > 0) throw new AppError('still_in_use')
    await rows.changeDepartmentRow(tx, id, change)
    tx.record({
      subject: { type: 'department', id },
      kind: 'department.changed',
      payload: { fields: Object.keys(change) },
    })
    return departmentRecord(tx, id)
  })
}

async function groupRecord(ctx: Ctx, id: string): Promise<GroupRecord> {
  const [found] = await rows.groupRecords(ctx, id)
  if (!found) throw new AppError('not_found')
  return found
}

async function departmentRecord(ctx: Ctx, id: string): Promise<DepartmentRecord> {
  const [found] = await rows.departmentRecords(ctx, id)
  if (!found) throw new AppError('not_found')
  return found
}
