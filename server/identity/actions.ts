import type { PresenceState, PresenceView } from '../../domain/identity/presence.ts'
import { type Ctx, contextFor, type Platform, type Tx, transact } from '../platform/context.ts'
import { hashToken, newToken } from '../platform/crypto.ts'
import { updateAccount } from './account-queries.ts'
import { insertStaff, type StaffFields, setGroupsOf } from './administration/staff-queries.ts'
import { hashPassword } from './passwords.ts'
import { lockPresence, updatePresence } from './presence-queries.ts'
import { presenceOf } from './queries.ts'
import { isCentreThere, keepSetUpLink } from './setup/queries.ts'

type Wanted = { state: PresenceState; reason?: PresenceView['reason'] | undefined }

/** Online, busy, away or offline; a reason belongs to being busy or away. Coming online starts the idle time routing looks at. */
export async function setPresence(ctx: Ctx, staffId: string, wanted: Wanted): Promise<PresenceView> {
  return transact(ctx, async (tx) => {
    const before = await lockPresence(tx, staffId)
    const reason = wanted.state === 'away' || wanted.state === 'busy' ? (wanted.reason ?? null) : null
    if (before.state !== wanted.state || before.reason !== reason) {
      const at = tx.clock.now()
      const arriving = wanted.state === 'online' && before.state !== 'online'
      await updatePresence(tx, staffId, { state: wanted.state, reason, since: at, ...(arriving && { idleSince: at }) })
      tx.record({
        subject: { type: 'staff', id: staffId },
        kind: 'presence.changed',
        from: before.state,
        to: wanted.state,
        ...(reason && { reason }),
      })
    }
    return presenceOf(tx, staffId)
  })
}

/** Whether any console of this person is connected; the live layer says so. Nobody unconnected is given a customer. */
export async function markConnected(ctx: Ctx, staffId: string, connected: boolean): Promise<void> {
  await transact(ctx, async (tx) => {
    const before = await lockPresence(tx, staffId)
    if (before.connected === connected) return
    await updatePresence(tx, staffId, { connected })
    tx.record({
      subject: { type: 'staff', id: staffId },
      kind: connected ? 'presence.connected' : 'presence.disconnected',
    })
  })
}

/** This person has just become free: routing gives the longest idle the next customer (domain/model 2.4). */
export async function markIdle(tx: Tx, staffId: string): Promise<void> {
  await lockPresence(tx, staffId)
  await updatePresence(tx, staffId, { idleSince: tx.clock.now() })
}

/** The one-time link with which the first administrator is made; null once there is a centre. No password is ever preset. */
export async function setupLink(platform: Platform): Promise<string | null> {
  const ctx = contextFor(platform, { kind: 'system' })
  if (await isCentreThere(ctx)) return null
  const token = newToken()
  await transact(ctx, (tx) => keepSetUpLink(tx, hashToken(token) as Buffer))
  return `${platform.publicUrl}/setup#${token}`
}

type Employment = { password: string; groupIds: readonly string[]; departmentHead?: boolean }

/** A colleague who can sign in at once; outside the demo company people choose their own password by a one-time link. */
export async function employ(
  tx: Tx,
  { password, groupIds, ...fields }: Omit<StaffFields, 'departmentHead'> & Employment,
): Promise<string> {
  const id = tx.clock.newId()
  await insertStaff(tx, id, fields)
  await updateAccount(tx, id, { passwordHash: await hashPassword(password), passwordChangedAt: tx.clock.now() })
  await setGroupsOf(tx, id, groupIds)
  await lockPresence(tx, id)
  tx.record({ subject: { type: 'staff', id }, kind: 'staff.created', payload: { roles: fields.roles } })
  return id
}
