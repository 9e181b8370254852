import type { Input, Reply } from '../../../domain/contract.ts'
import { AppError } from '../../../domain/errors.ts'
import type { Staff } from '../../../domain/identity/actor.ts'
import type {
  createStaff,
  makePasswordLink,
  StaffRecord,
  updateStaff,
} from '../../../domain/identity/admin-contract.ts'
import { scopesOf } from '../../../domain/identity/permissions.ts'
import { areCompatible, type Role } from '../../../domain/identity/roles.ts'
import { type Ctx, type Tx, transact } from '../../platform/context.ts'
import { isUniqueViolation } from '../../platform/database.ts'
import { setPresence } from '../actions.ts'
import { endSessionsOf } from '../sessions.ts'
import { makeLink, voidLinks } from './password-links.ts'
import * as rows from './staff-queries.ts'

/** `settings.manage` with scope `view` may look at everything here and change nothing. */
export function mustManage(actor: Staff): void {
  if (!scopesOf(actor.roles, 'settings.manage').includes('all')) throw new AppError('not_allowed')
}

export async function createAccount(
  ctx: Ctx,
  actor: Staff,
  input: Input<typeof createStaff>,
): Promise<Reply<typeof createStaff>> {
  mustManage(actor)
  const { groupIds = [], ...fields } = input
  return transact(ctx, async (tx) => {
    await checkPlaces(tx, input)
    if (!areCompatible(fields.roles)) throw new AppError('roles_conflict')
    const id = tx.clock.newId()
    await unlessTaken(tx, fields, () => rows.insertStaff(tx, id, fields))
    await rows.setGroupsOf(tx, id, groupIds)
    tx.record({ subject: { type: 'staff', id }, kind: 'staff.created', payload: { roles: fields.roles, groupIds } })
    const link = await makeLink(tx, { staffId: id, by: actor.id })
    return { staff: await record(tx, id), link }
  })
}

export async function changeAccount(
  ctx: Ctx,
  actor: Staff,
  { id, ...change }: Input<typeof updateStaff>,
): Promise<StaffRecord> {
  mustManage(actor)
  return transact(ctx, async (tx) => {
    const before = await record(tx, id)
    await checkPlaces(tx, change)
    if (change.roles) await changeRoles(tx, actor, { before, roles: change.roles })
    const { groupIds, ...fields } = change
    await unlessTaken(tx, { ...fields, id }, () => rows.changeStaffRow(tx, id, fields))
    if (groupIds) await rows.setGroupsOf(tx, id, groupIds)
    tx.record({ subject: { type: 'staff', id }, kind: 'staff.changed', payload: { fields: Object.keys(change) } })
    tx.afterCommit(() => tx.platform.hints.publish({ topic: 'staff.changed', staffId: id }))
    return record(tx, id)
  })
}

/** Nobody raises their own rights; new roles begin with a new session (reliability/baseline 1). */
async function changeRoles(
  tx: Tx,
  actor: Staff,
  { before, roles }: { before: StaffRecord; roles: Role[] },
): Promise<void> {
  const [from, to] = [[...before.roles].sort().join(','), [...new Set(roles)].sort().join(',')]
  if (from === to) return
  if (actor.id === before.id) throw new AppError('not_allowed')
  if (!areCompatible(roles)) throw new AppError('roles_conflict')
  if (!roles.includes('administrator')) await mustNotBeLast(tx, before.id)
  tx.record({ subject: { type: 'staff', id: before.id }, kind: 'staff.roles_changed', from, to })
  await endSessionsOf(tx, before.id)
}

export async function disableAccount(
  ctx: Ctx,
  actor: Staff,
  { id, reason }: { id: string; reason: string },
): Promise<StaffRecord> {
  mustManage(actor)
  if (actor.id === id) throw new AppError('not_allowed')
  return transact(ctx, async (tx) => {
    const before = await record(tx, id)
    if (before.disabledAt) return before
    await mustNotBeLast(tx, id)
    await rows.changeStaffRow(tx, id, { disabledAt: tx.clock.now() })
    await voidLinks(tx, id)
    await setPresence(tx, id, { state: 'offline' })
    await endSessionsOf(tx, id)
    tx.record({ subject: { type: 'staff', id }, kind: 'staff.disabled', reason })
    return record(tx, id)
  })
}

export async function enableAccount(ctx: Ctx, actor: Staff, id: string): Promise<StaffRecord> {
  mustManage(actor)
  return transact(ctx, async (tx) => {
    const before = await record(tx, id)
    if (!before.disabledAt) return before
    await rows.changeStaffRow(tx, id, { disabledAt: null })
    tx.record({ subject: { type: 'staff', id }, kind: 'staff.enabled' })
    return record(tx, id)
  })
}

/** For a person who forgot the password, or never had one. */
export async function newLink(ctx: Ctx, actor: Staff, id: string): Promise<Reply<typeof makePasswordLink>> {
  mustManage(actor)
  return transact(ctx, async (tx) => {
    const person = await record(tx, id)
    if (person.disabledAt) throw new AppError('account_disabled')
    return makeLink(tx, { staffId: id, by: actor.id })
  })
}

export async function record(ctx: Ctx, id: string): Promise<StaffRecord> {
  const [found] = await rows.staffRecords(ctx, id)
  if (!found) throw new AppError('not_found')
  return found
}

async function mustNotBeLast(tx: Tx, id: string): Promise<void> {
  const administrators = await rows.lockAdministrators(tx)
  if (administrators.length === 1 && administrators[0] === id) throw new AppError('last_administrator')
}

async function checkPlaces(
  ctx: Ctx,
  { groupIds = [], departmentId }: { groupIds?: string[]; departmentId?: string | null },
) {
  const wanted = new Set(groupIds)
  if ((await rows.countGroups(ctx, [...wanted])) !== wanted.size) throw new AppError('not_found')
  if (departmentId && !(await rows.isDepartment(ctx, departmentId))) throw new AppError('not_found')
}

type Unique = { email?: string; staffNo?: string; id?: string }

async function unlessTaken(tx: Tx, { id, ...wanted }: Unique, write: () => Promise<void>): Promise<void> {
  const [field] = await rows.takenFields(tx, wanted, id)
  if (field) throw new AppError('already_exists', { field })
  await write().catch((error: unknown) => {
    throw isUniqueViolation(error) ? new AppError('already_exists') : error
  })
}
