import type { Input } from '../../domain/contract.ts'
import type { Staff } from '../../domain/identity/actor.ts'
import { type Me, type Preferences, preferences, type updateMe } from '../../domain/identity/contract.ts'
import { may, type Permission, permissionTable, scopesOf } from '../../domain/identity/permissions.ts'
import type { Role } from '../../domain/identity/roles.ts'
import type { Locale, Localized } from '../../domain/locale.ts'
import { type Ctx, transact } from '../platform/context.ts'
import { accountById, centreCard, groupsOf, updateAccount } from './account-queries.ts'
import { presenceOf } from './queries.ts'

/** Everything the console needs to know about the person at the desk. */
export async function meView(ctx: Ctx, staffId: string, locked: boolean): Promise<Me> {
  const account = await accountById(ctx, staffId)
  if (!account) throw new Error('me is nobody')
  const { id, name, staffNo, email, roles, departmentId, locale, capacity } = account
  const [groups, presence, centre] = await Promise.all([groupsOf(ctx, id), presenceOf(ctx, id), centreCard(ctx)])
  return {
    ...{ id, name, staffNo, email, roles, departmentId, locale, capacity, presence, locked },
    permissions: permissionsOf(roles),
    groups: groups.map((group) => ({ id: group.id, name: (group.name as Localized)[locale] })),
    preferences: preferences.parse(account.preferences),
    centre: { ...centre, locale: centre.locale as Locale },
  }
}

function permissionsOf(roles: readonly Role[]): Record<string, string[]> {
  const names = Object.keys(permissionTable) as Permission[]
  const granted = names.filter((name) => may(roles, name))
  return Object.fromEntries(granted.map((name) => [name, [...new Set<string>(scopesOf(roles, name))]]))
}

export async function changeMe(ctx: Ctx, actor: Staff, change: Input<typeof updateMe>): Promise<Me> {
  return transact(ctx, async (tx) => {
    const account = await accountById(tx, actor.id)
    const wanted: Preferences = preferences.parse({ ...account?.preferences, ...change.preferences })
    const { name, locale } = change
    await updateAccount(tx, actor.id, { ...(name && { name }), ...(locale && { locale }), preferences: wanted })
    tx.record({
      subject: { type: 'staff', id: actor.id },
      kind: 'staff.changed',
      payload: { fields: Object.keys(change) },
    })
    return meView(tx, actor.id, false)
  })
}
