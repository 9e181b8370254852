import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../../domain/errors.ts'
import type { Staff } from '../../domain/identity/actor.ts'
import type { Me } from '../../domain/identity/contract.ts'
import { sessionLimits } from '../../domain/identity/session.ts'
import { type Ctx, type Tx, transact } from '../platform/context.ts'
import { hashToken, newToken } from '../platform/crypto.ts'
import type { Call } from '../platform/route.ts'
import { sessionCookieName, sessionKey } from './access.ts'
import { type Account, accountByEmail, accountById, updateAccount } from './account-queries.ts'
import { setPresence } from './actions.ts'
import { meView } from './me.ts'
import { hashPassword, needsRehash } from './passwords.ts'
import { lockPresence } from './presence-queries.ts'
import { type Credentials, provenAccount } from './proof.ts'
import { insertSession, lockedSince, lockSession, sessionsOf } from './session-queries.ts'
import { endSession } from './sessions.ts'

/** A new session each time; the one the browser came with ends. */
export async function signIn(ctx: Ctx, { email, password }: Credentials, { request, reply }: Call): Promise<Me> {
  const account = await provenAccount(ctx, await accountByEmail(ctx, email.trim()), { email, password })
  if (account.disabledAt) throw new AppError('account_disabled')
  const rehashed = account.passwordHash && needsRehash(account.passwordHash) ? await hashPassword(password) : undefined
  const token = newToken()
  const id = hashToken(token) as Buffer
  const me = await transact({ ...ctx, actor: asStaff(account, id) }, async (tx) => {
    if (rehashed) await updateAccount(tx, account.id, { passwordHash: rehashed })
    await endSession(tx, hashToken(sessionCookie(ctx, request) ?? ''))
    const from = { ip: request.ip, userAgent: request.headers['user-agent'] ?? '' }
    await insertSession(tx, { id, staffId: account.id, at: tx.clock.now(), ...from })
    tx.record({ subject: { type: 'staff', id: account.id }, kind: 'staff.signed_in' })
    const { state } = await lockPresence(tx, account.id)
    if (state === 'offline') await setPresence(tx, account.id, { state: 'online' })
    return meView(tx, account.id, false)
  })
  setSessionCookie(ctx, reply, token)
  return me
}

export async function signOut(ctx: Ctx, actor: Staff, reply: FastifyReply): Promise<void> {
  await transact(ctx, async (tx) => {
    await endSession(tx, sessionKey(actor))
    tx.record({ subject: { type: 'staff', id: actor.id }, kind: 'staff.signed_out' })
    const elsewhere = await sessionsOf(tx, actor.id, sessionLimits(tx.clock.now()))
    if (elsewhere.length === 0) await setPresence(tx, actor.id, { state: 'offline' })
  })
  const name = sessionCookieName(ctx.platform.publicUrl)
  reply.clearCookie(name, cookieOptions(ctx))
}

/** SOP 000 四, R43: one click, and nothing but unlocking works. Whoever was online is away, so that no customer is given to an empty desk. */
export async function lockScreen(ctx: Ctx, actor: Staff): Promise<void> {
  await transact(ctx, async (tx) => {
    const at = tx.clock.now()
    await lockSession(tx, sessionKey(actor), at)
    tx.record({ subject: { type: 'staff', id: actor.id }, kind: 'staff.screen_locked' })
    if (await isOnline(tx, actor)) await setPresence(tx, actor.id, { state: 'away', reason: 'other' })
  })
}

export async function unlockScreen(ctx: Ctx, actor: Staff, password: string): Promise<Me> {
  const account = await accountById(ctx, actor.id)
  if (!account) throw new AppError('not_signed_in')
  await provenAccount(ctx, account, { email: account.email, password })
  return transact(ctx, async (tx) => {
    const since = await lockedSince(tx, sessionKey(actor))
    await lockSession(tx, sessionKey(actor), null)
    if (since) tx.record({ subject: { type: 'staff', id: actor.id }, kind: 'staff.screen_unlocked' })
    if (since && (await isAwaySince(tx, actor, since))) await setPresence(tx, actor.id, { state: 'online' })
    return meView(tx, actor.id, false)
  })
}

const isOnline = async (tx: Tx, actor: Staff) => (await lockPresence(tx, actor.id)).state === 'online'

async function isAwaySince(tx: Tx, actor: Staff, lockedAt: Date): Promise<boolean> {
  const { state, reason, since } = await lockPresence(tx, actor.id)
  return state === 'away' && reason === 'other' && Math.abs(since.getTime() - lockedAt.getTime()) < 1000
}

const sessionCookie = (ctx: Ctx, request: FastifyRequest) => request.cookies[sessionCookieName(ctx.platform.publicUrl)]

const cookieOptions = (ctx: Ctx) =>
  ({ path: '/', httpOnly: true, sameSite: 'lax', secure: ctx.platform.publicUrl.startsWith('https:') }) as const

function setSessionCookie(ctx: Ctx, reply: FastifyReply, token: string): void {
  reply.setCookie(sessionCookieName(ctx.platform.publicUrl), token, cookieOptions(ctx))
}

function asStaff({ id, name, staffNo, roles, departmentId, locale }: Account, session: Buffer): Staff {
  return {
    kind: 'staff',
    id,
    name,
    staffNo,
    roles,
    groupIds: [],
    departmentId,
    locale,
    sessionId: session.toString('hex'),
  }
}
