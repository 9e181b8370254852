import { readFile } from 'node:fs/promises'
import type { Reply } from '../../../domain/contract.ts'
import { AppError } from '../../../domain/errors.ts'
import type { lookAtPasswordLink } from '../../../domain/identity/account-contract.ts'
import type { Staff } from '../../../domain/identity/actor.ts'
import { isStrongEnough, leakedForms } from '../../../domain/identity/password-rules.ts'
import { type Ctx, type Tx, transact } from '../../platform/context.ts'
import { hashToken, newToken } from '../../platform/crypto.ts'
import { sessionKey } from '../access.ts'
import { accountById, centreCard, updateAccount } from '../account-queries.ts'
import { hashPassword } from '../passwords.ts'
import { attemptsKey, provenAccount } from '../proof.ts'
import { forgetAttempts } from '../session-queries.ts'
import { endSessionsOf } from '../sessions.ts'
import * as rows from './password-link-queries.ts'

const linkHours = 24

/** A new one-time link; earlier ones no longer open. The token stands behind `#`, where no server logs it. */
export async function makeLink(tx: Tx, { staffId, by }: { staffId: string; by: string }) {
  const token = newToken()
  const createdAt = tx.clock.now()
  const expiresAt = new Date(createdAt.getTime() + linkHours * 3_600_000)
  await rows.deleteUnusedLinks(tx, staffId)
  await rows.insertLink(tx, { tokenHash: hashToken(token) as Buffer, staffId, createdBy: by, createdAt, expiresAt })
  tx.record({ subject: { type: 'staff', id: staffId }, kind: 'staff.password_link_made' })
  return { url: `${tx.platform.publicUrl}/set-password#${token}`, expiresAt: expiresAt.toISOString() }
}

export const voidLinks = rows.deleteUnusedLinks

export async function lookAtLink(ctx: Ctx, token: string): Promise<Reply<typeof lookAtPasswordLink>> {
  const { name, email, expiresAt } = await linkOf(ctx, hashToken(token))
  return { name, email, centre: (await centreCard(ctx)).name, expiresAt: expiresAt.toISOString() }
}

/** Single use: of two who come at once with the same link one is refused. */
export async function setPasswordByLink(
  ctx: Ctx,
  { token, password }: { token: string; password: string },
): Promise<void> {
  const tokenHash = hashToken(token)
  const person = await linkOf(ctx, tokenHash)
  const passwordHash = await acceptedHash(password, person)
  await transact(ctx, async (tx) => {
    const now = tx.clock.now()
    if (!tokenHash || !(await rows.claimLink(tx, tokenHash, now))) throw new AppError('link_expired')
    await updateAccount(tx, person.id, { passwordHash, passwordChangedAt: now })
    await endSessionsOf(tx, person.id)
    await forgetAttempts(tx, attemptsKey(tx, person.email))
    tx.record({ subject: { type: 'staff', id: person.id }, kind: 'staff.password_set' })
  })
}

export async function changePassword(
  ctx: Ctx,
  actor: Staff,
  { current, next }: { current: string; next: string },
): Promise<void> {
  const account = await accountById(ctx, actor.id)
  if (!account) throw new AppError('not_signed_in')
  await provenAccount(ctx, account, { email: account.email, password: current })
  const passwordHash = await acceptedHash(next, account)
  await transact(ctx, async (tx) => {
    await updateAccount(tx, actor.id, { passwordHash, passwordChangedAt: tx.clock.now() })
    await rows.deleteUnusedLinks(tx, actor.id)
    await endSessionsOf(tx, actor.id, sessionKey(actor))
    tx.record({ subject: { type: 'staff', id: actor.id }, kind: 'staff.password_changed' })
  })
}

/** The hash of a password that the rules of privacy 4.2 and 4.7 let through. */
export async function acceptedHash(
  password: string,
  person: { name: string; email: string; staffNo: string },
): Promise<string> {
  if (!isStrongEnough(password, person)) throw new AppError('password_too_weak')
  if (await isLeaked(password)) throw new AppError('password_breached')
  return hashPassword(password)
}

const leaked = new URL('../breached-passwords.txt', import.meta.url)

// Read when asked, which is seldom: 140 kB need not stay in memory.
async function isLeaked(password: string): Promise<boolean> {
  const list = await readFile(leaked, 'utf8')
  return leakedForms(password).some((form) => list.includes(`\n${form}\n`))
}

async function linkOf(ctx: Ctx, tokenHash: Buffer | null) {
  const link = tokenHash && (await rows.openLink(ctx, tokenHash, ctx.clock.now()))
  if (!link) throw new AppError('link_expired')
  return link
}
