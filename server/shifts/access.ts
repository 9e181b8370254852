import { AppError } from '../../domain/errors.ts'
import type { Staff } from '../../domain/identity/actor.ts'
import { type Permission, scopesOf } from '../../domain/identity/permissions.ts'
import type { Ctx } from '../platform/context.ts'
import { activeGroups, type Group, type Planned, plannedPeople } from './plan-queries.ts'

export function staffActor({ actor }: Ctx): Staff {
  if (actor.kind !== 'staff') throw new AppError('not_signed_in')
  return actor
}

/** The groups whose plan this person may see or, with `shifts.manage`, make. */
export async function groupsFor(ctx: Ctx, permission: Permission): Promise<Group[]> {
  const actor = staffActor(ctx)
  const scopes = scopesOf(actor.roles, permission)
  if (scopes.length === 0) return []
  const groups = await activeGroups(ctx)
  return scopes.includes('all') ? groups : groups.filter(({ id }) => actor.groupIds.includes(id))
}

export async function groupFor(ctx: Ctx, groupId: string, permission: Permission): Promise<Group> {
  const group = (await groupsFor(ctx, permission)).find(({ id }) => id === groupId)
  if (!group) throw new AppError('not_found')
  return group
}

/** A colleague whose shifts the actor plans: of a group of theirs, or anybody for administrators. */
export async function plannable(ctx: Ctx, staffId: string): Promise<Planned> {
  const actor = staffActor(ctx)
  const [person] = await plannedPeople(ctx, { staffIds: [staffId] })
  const isAll = scopesOf(actor.roles, 'shifts.manage').includes('all')
  const isShared = person?.groupIds.some((id) => actor.groupIds.includes(id))
  if (!person || !(isAll || isShared)) throw new AppError('not_found')
  return person
}
