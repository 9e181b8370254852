import { AppError } from '../../domain/errors.ts'
import type { SessionRecord } from '../../domain/identity/account-contract.ts'
import type { Staff } from '../../domain/identity/actor.ts'
import { lockoutMinutes, sessionLimits } from '../../domain/identity/session.ts'
import { type Ctx, type Tx, transact } from '../platform/context.ts'
import { sessionKey } from './access.ts'
import { setPresence } from './actions.ts'
import * as rows from './session-queries.ts'

/** Ends one session, here and on every socket that came by it. */
export async function endSession(tx: Tx, id: Buffer | null): Promise<void> {
  if (id && (await rows.deleteSession(tx, id))) tellSockets(tx, [id])
}

/** Ends the person's sessions but the one given. */
export async function endSessionsOf(tx: Tx, staffId: string, except?: Buffer): Promise<void> {
  tellSockets(tx, await rows.deleteSessionsOf(tx, staffId, except))
  if (!except) tx.afterCommit(() => tx.platform.hints.publish({ topic: 'staff.revoked', staffId }))
}

function tellSockets(tx: Tx, ended: Buffer[]): void {
  tx.afterCommit(() => {
    for (const id of ended) tx.platform.hints.publish({ topic: 'session.ended', sessionId: id.toString('hex') })
  })
}

export async function mySessions(ctx: Ctx, actor: Staff): Promise<SessionRecord[]> {
  const alive = await rows.sessionsOf(ctx, actor.id, sessionLimits(ctx.clock.now()))
  return alive.map(({ id, createdAt, lastSeenAt, ip, userAgent }) => ({
    id: id.toString('hex'),
    current: id.equals(sessionKey(actor)),
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    ip,
    userAgent,
  }))
}

export async function endMySession(ctx: Ctx, actor: Staff, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const mine = await mySessions(tx, actor)
    if (!mine.some((session) => session.id === id)) throw new AppError('not_found')
    await endSession(tx, Buffer.from(id, 'hex'))
    tx.record({ subject: { type: 'staff', id: actor.id }, kind: 'staff.session_ended' })
  })
}

/** Clears away sessions that ran out; whoever has none left is offline. */
export async function sweepSessions(ctx: Ctx): Promise<void> {
  await transact(ctx, async (tx) => {
    const now = tx.clock.now()
    const limits = sessionLimits(now)
    for (const staffId of await rows.deleteDeadSessions(tx, limits)) {
      const left = await rows.sessionsOf(tx, staffId, limits)
      if (left.length === 0) await setPresence(tx, staffId, { state: 'offline' })
    }
    await rows.deleteOldAttempts(tx, new Date(now.getTime() - lockoutMinutes * 60_000))
  })
}
