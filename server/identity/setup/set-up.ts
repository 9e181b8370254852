import type { Input } from '../../../domain/contract.ts'
import { AppError } from '../../../domain/errors.ts'
import type { Me } from '../../../domain/identity/contract.ts'
import type { setUp } from '../../../domain/identity/setup-contract.ts'
import type { Locale } from '../../../domain/locale.ts'
import { type Ctx, type Tx, transact } from '../../platform/context.ts'
import { hashToken } from '../../platform/crypto.ts'
import { isUniqueViolation } from '../../platform/database.ts'
import type { Call } from '../../platform/route.ts'
import { insertGroup, setMembers } from '../administration/group-queries.ts'
import { acceptedHash } from '../administration/password-links.ts'
import { signIn } from '../sign-in.ts'
import * as rows from './queries.ts'

type Wanted = Input<typeof setUp>
type Centre = { name: string; locale: Locale; timeZone: string; demo: boolean }

/** What the areas above do at the first set-up; the composition root hands it down. */
export type SetUpHands = {
  createCentre(tx: Tx, centre: Centre): Promise<unknown>
  /** A first site whose customers queue in this group, and the content the product ships. */
  furnish(tx: Tx, first: { groupId: string; name: string }): Promise<void>
  /** People, customers and history of the demo company, into the centre just made. */
  seedDemo(tx: Tx): Promise<void>
}

export async function isSetUpNeeded(ctx: Ctx): Promise<boolean> {
  return !(await rows.isCentreThere(ctx))
}

/** All of it or nothing: a set-up that fails leaves its link usable. */
export async function setUpCentre(
  ctx: Ctx,
  wanted: Wanted,
  { call, hands }: { call: Call; hands: SetUpHands },
): Promise<Me> {
  if (await rows.isCentreThere(ctx)) throw new AppError('already_set_up')
  const tokenHash = hashToken(wanted.token)
  // Looked at before the password is hashed: a stranger must not make the server work.
  if (!tokenHash || !(await rows.isSetUpLink(ctx, tokenHash))) throw new AppError('link_expired')
  const { email, password } = wanted.administrator
  const passwordHash = await acceptedHash(password, wanted.administrator)
  await transact(ctx, async (tx) => {
    if (!(await rows.claimSetUpLink(tx, tokenHash))) throw new AppError('link_expired')
    await found(tx, wanted, { passwordHash, hands })
  }).catch((error: unknown) => {
    throw isUniqueViolation(error) ? new AppError('already_exists') : error
  })
  return signIn(ctx, { email, password }, call)
}

type Founding = { passwordHash: string; hands: SetUpHands }

async function found(
  tx: Tx,
  { administrator, centre, start }: Wanted,
  { passwordHash, hands }: Founding,
): Promise<void> {
  await hands.createCentre(tx, { ...centre, demo: start === 'demo' })
  const id = tx.clock.newId()
  const { name, email, staffNo, servesCustomers } = administrator
  const roles = servesCustomers ? (['administrator', 'supervisor'] as const) : (['administrator'] as const)
  await rows.insertFirstAdministrator(tx, {
    id,
    name,
    email,
    staffNo,
    roles: [...roles],
    locale: centre.locale,
    passwordHash,
  })
  tx.record({ subject: { type: 'staff', id }, kind: 'staff.created', payload: { roles, first: true } })
  if (start === 'demo') return hands.seedDemo(tx)
  const groupId = await firstGroup(tx, servesCustomers ? [id] : [])
  await hands.furnish(tx, { groupId, name: centre.name })
}

async function firstGroup(tx: Tx, memberIds: string[]): Promise<string> {
  const id = tx.clock.newId()
  const name = { 'zh-CN': '在线客服组', 'zh-TW': '線上客服組', en: 'Online service group' }
  await insertGroup(tx, { id, key: 'online_group', name })
  await setMembers(tx, id, memberIds)
  tx.record({ subject: { type: 'group', id }, kind: 'group.created' })
  return id
}
