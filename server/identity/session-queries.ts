import { sql } from 'kysely'
import type { Role } from '../../domain/identity/roles.ts'
import type { Locale } from '../../domain/locale.ts'
import type { Ctx, Platform, Tx } from '../platform/context.ts'
import { gathered } from '../platform/gather.ts'

export type SessionRow = {
  id: Buffer
  createdAt: Date
  lastSeenAt: Date
  lockedAt: Date | null
  staffId: string
  name: string
  staffNo: string
  roles: Role[]
  groupIds: string[]
  departmentId: string | null
  locale: Locale
  disabledAt: Date | null
}

/** The session with the person, roles and groups behind it, read on every request; together for requests of the same moment. */
export const sessionRow = gathered(async (platform: Platform, ids: Buffer[]): Promise<(SessionRow | undefined)[]> => {
  const { rows } = await sql<SessionRow>`/* prepared sessions */
    select session.id, session.created_at, session.last_seen_at, session.locked_at, staff.id as staff_id, staff.name,
      staff.staff_no, staff.roles, staff.department_id, staff.locale, staff.disabled_at,
      array(select group_id from group_member where staff_id = staff.id) as group_ids
    from session join staff on staff.id = session.staff_id where session.id = any(${ids})`.execute(platform.db)
  const byId = new Map(rows.map((row) => [row.id.toString('hex'), row]))
  return ids.map((id) => byId.get(id.toString('hex')))
})

export async function touchSession(platform: Platform, id: Buffer, at: Date): Promise<void> {
  await platform.db.updateTable('session').set({ lastSeenAt: at }).where('id', '=', id).execute()
}

type NewSession = { id: Buffer; staffId: string; at: Date; ip: string; userAgent: string }

export async function insertSession(tx: Tx, { id, staffId, at, ip, userAgent }: NewSession): Promise<void> {
  const row = { id, staffId, createdAt: at, lastSeenAt: at, ip, userAgent: userAgent.slice(0, 300) }
  await tx.db.insertInto('session').values(row).execute()
}

export async function lockSession(tx: Tx, id: Buffer, at: Date | null): Promise<void> {
  await tx.db.updateTable('session').set({ lockedAt: at }).where('id', '=', id).execute()
}

export async function lockedSince(ctx: Ctx, id: Buffer): Promise<Date | null> {
  const row = await ctx.db.selectFrom('session').select('lockedAt').where('id', '=', id).executeTakeFirst()
  return row?.lockedAt ?? null
}

export async function deleteSession(tx: Tx, id: Buffer): Promise<string | undefined> {
  const row = await tx.db.deleteFrom('session').where('id', '=', id).returning('staffId').executeTakeFirst()
  return row?.staffId
}

/** Ends the person's sessions but one; answers the ids of those that ended. */
export async function deleteSessionsOf(tx: Tx, staffId: string, except?: Buffer): Promise<Buffer[]> {
  let query = tx.db.deleteFrom('session').where('staffId', '=', staffId)
  if (except) query = query.where('id', '!=', except)
  const rows = await query.returning('id').execute()
  return rows.map((row) => row.id)
}

export async function sessionsOf(ctx: Ctx, staffId: string, aliveSince: { created: Date; seen: Date }) {
  return ctx.db
    .selectFrom('session')
    .select(['id', 'createdAt', 'lastSeenAt', 'ip', 'userAgent'])
    .where('staffId', '=', staffId)
    .where('createdAt', '>', aliveSince.created)
    .where('lastSeenAt', '>', aliveSince.seen)
    .orderBy('lastSeenAt', 'desc')
    .execute()
}

/** Removes what has run out; answers whose sessions they were. */
export async function deleteDeadSessions(tx: Tx, aliveSince: { created: Date; seen: Date }): Promise<string[]> {
  const rows = await tx.db
    .deleteFrom('session')
    .where((is) => is.or([is('createdAt', '<=', aliveSince.created), is('lastSeenAt', '<=', aliveSince.seen)]))
    .returning('staffId')
    .execute()
  return [...new Set(rows.map((row) => row.staffId))]
}

/** What `failures` says when the last of the attempts allowed was looked at and was wrong. */
const locked = 1000
/** By then a password was looked at, or its server is gone: what was never decided is no failure. */
const lookedAtMs = 30_000
export type Counted = 'first' | 'last' | 'locked' | 'undecided'

/**
 * Counts an attempt before the password is looked at, so that a burst of guesses is counted too. Kept per e-mail address,
 * known or not: whether an account exists must not show (reliability/baseline 1). `undecided`: as many as are allowed are
 * being looked at in this moment; one of them may be right.
 */
export async function countAttempt(
  ctx: Ctx,
  email: Buffer,
  limit: { attempts: number; minutes: number },
): Promise<Counted> {
  const now = ctx.clock.now()
  const fresh = new Date(now.getTime() - limit.minutes * 60_000)
  const lookedAt = new Date(now.getTime() - lookedAtMs)
  const { rows } = await sql<{ failures: number }>`
    insert into sign_in_attempt (email, failures, last_at) values (${email}, 1, ${now})
    on conflict (email) do update set
      failures = case when sign_in_attempt.last_at <= ${fresh} then 1 when sign_in_attempt.failures >= ${locked} then ${locked}
        when sign_in_attempt.failures >= ${limit.attempts} and sign_in_attempt.last_at <= ${lookedAt} then 1
        else least(sign_in_attempt.failures, ${limit.attempts}) + 1 end,
      last_at = case when sign_in_attempt.failures >= ${locked} and sign_in_attempt.last_at > ${fresh}
        or sign_in_attempt.failures >= ${limit.attempts} and sign_in_attempt.last_at > ${lookedAt} then sign_in_attempt.last_at else ${now} end
    returning failures`.execute(ctx.platform.db)
  const failures = rows[0]?.failures ?? 1
  if (failures >= locked) return 'locked'
  if (failures > limit.attempts) return 'undecided'
  return failures === limit.attempts ? 'last' : 'first'
}

/** False when a right password has made an end of the count meanwhile. */
export async function lockAddress(ctx: Ctx, email: Buffer, attempts: number): Promise<boolean> {
  const { numUpdatedRows } = await ctx.platform.db
    .updateTable('signInAttempt')
    .set({ failures: locked })
    .where('email', '=', email)
    .where('failures', '>=', attempts)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export async function forgetAttempts(ctx: Ctx, email: Buffer): Promise<void> {
  await ctx.db.deleteFrom('signInAttempt').where('email', '=', email).execute()
}

export async function deleteOldAttempts(tx: Tx, before: Date): Promise<void> {
  await tx.db.deleteFrom('signInAttempt').where('lastAt', '<=', before).execute()
}
