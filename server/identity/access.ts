import type { FastifyRequest } from 'fastify'
import type { Endpoint } from '../../domain/contract.ts'
import { AppError } from '../../domain/errors.ts'
import type { Staff } from '../../domain/identity/actor.ts'
import { getMe, signOut, unlockScreen } from '../../domain/identity/contract.ts'
import { isSessionAlive, touchSeconds } from '../../domain/identity/session.ts'
import type { Ctx, Platform } from '../platform/context.ts'
import { hashToken } from '../platform/crypto.ts'
import { lockedSince, type SessionRow, sessionRow, touchSession } from './session-queries.ts'

const openWhileLocked = new Set<Endpoint>([getMe, unlockScreen, signOut])

/** `__Host-` binds the cookie to this very host; browsers accept it over https only. */
export const sessionCookieName = (publicUrl: string) => (publicUrl.startsWith('https:') ? '__Host-sid' : 'sid')

/** Who calls: the person behind the session cookie. A locked screen opens nothing but what unlocks it. */
export async function staffOf(request: FastifyRequest, endpoint: Endpoint): Promise<Staff> {
  const { platform } = request.server
  const row = await aliveSession(platform, request.cookies[sessionCookieName(platform.publicUrl)])
  if (!row) throw new AppError('not_signed_in')
  if (row.lockedAt && !openWhileLocked.has(endpoint)) throw new AppError('session_locked')
  await noteUse(platform, row)
  return staffActor(row)
}

/** The same for sockets and files; null for nobody and for a locked screen. */
export async function staffOfCookie(platform: Platform, cookieHeader: string | undefined): Promise<Staff | null> {
  const start = `${sessionCookieName(platform.publicUrl)}=`
  const cookies = (cookieHeader ?? '').split(';').map((part) => part.trim())
  const row = await aliveSession(platform, cookies.find((part) => part.startsWith(start))?.slice(start.length))
  return row && !row.lockedAt ? staffActor(row) : null
}

/** For sockets, asked every few seconds. A locked screen keeps its socket: its customers are not taken away at once. */
export async function sessionStillValid(platform: Platform, sessionId: string): Promise<boolean> {
  return (await aliveRow(platform, Buffer.from(sessionId, 'hex'))) !== undefined
}

export async function isLocked(ctx: Ctx, actor: Staff): Promise<boolean> {
  return (await lockedSince(ctx, sessionKey(actor))) !== null
}

export const sessionKey = (actor: Staff) => Buffer.from(actor.sessionId, 'hex')

async function aliveSession(platform: Platform, token: string | undefined): Promise<SessionRow | undefined> {
  const id = hashToken(token ?? '')
  return id ? aliveRow(platform, id) : undefined
}

async function aliveRow(platform: Platform, id: Buffer): Promise<SessionRow | undefined> {
  const row = await sessionRow(platform, id)
  return row && !row.disabledAt && isSessionAlive(row, platform.clock.now()) ? row : undefined
}

async function noteUse(platform: Platform, row: SessionRow): Promise<void> {
  const now = platform.clock.now()
  if (now.getTime() - row.lastSeenAt.getTime() >= touchSeconds * 1000) await touchSession(platform, row.id, now)
}

function staffActor(row: SessionRow): Staff {
  const { staffId, name, staffNo, roles, groupIds, departmentId, locale } = row
  return {
    kind: 'staff',
    id: staffId,
    name,
    staffNo,
    roles,
    groupIds,
    departmentId,
    locale,
    sessionId: row.id.toString('hex'),
  }
}
