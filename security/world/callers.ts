import { SignJWT } from 'jose'
import type { Role } from '../../domain/identity/roles.ts'
import { hashToken, newToken } from '../../server/platform/crypto.ts'
import type { TestApp } from '../../test/app.ts'
import type { Cast } from '../../test/cast.ts'
import { guest } from '../../test/visitor.ts'

/** The columns of the access matrix: everybody who can knock at the door. */
export const callerNames = [
  'nobody',
  'visitor',
  'identified',
  'agent',
  'senior',
  'supervisor',
  'contact',
  'quality',
  'knowledge',
  'management',
  'admin',
  'officer',
  'trainer',
  'pr',
  'former',
  'locked',
] as const
export type CallerName = (typeof callerNames)[number]

export type Caller = {
  name: CallerName
  kind: 'nobody' | 'visitor' | 'staff'
  /** Of the person or the visitor; of nobody, an id that never existed. */
  id: string
  headers: Record<string, string>
  /** A visitor's token. */
  token?: string
  customerId?: string
}
export type Callers = Record<CallerName, Caller>

const staffRoles: Partial<Record<CallerName, Role>> = {
  agent: 'agent',
  senior: 'senior_agent',
  supervisor: 'supervisor',
  contact: 'department_contact',
  quality: 'quality_reviewer',
  knowledge: 'knowledge_manager',
  management: 'management',
  admin: 'administrator',
  officer: 'privacy_officer',
  trainer: 'trainer',
  pr: 'pr',
  // Disabled with a session left behind, and away from a locked desk: both were supervisors.
  former: 'supervisor',
  locked: 'supervisor',
}
const inGroupA = new Set<CallerName>(['agent', 'senior', 'supervisor', 'former', 'locked'])

/** One person per role in group A of the cast, two visitors of its site, and nobody. */
export async function callers(app: TestApp, people: Cast): Promise<Callers> {
  const made: Partial<Callers> = { nobody: { name: 'nobody', kind: 'nobody', id: app.clock.newId(), headers: {} } }
  for (const name of ['visitor', 'identified'] as const) made[name] = await visitorCaller(app, people, name)
  let staffNo = 9001
  for (const [name, role] of Object.entries(staffRoles) as [CallerName, Role][]) {
    const id = await insertStaff(app, people, { name, role, staffNo: String(staffNo++) })
    made[name] = { name, kind: 'staff', id, headers: await newSession(app, id, { locked: name === 'locked' }) }
  }
  await app.platform.db
    .updateTable('staff')
    .set({ disabledAt: app.clock.now() })
    .where('id', '=', (made.former as Caller).id)
    .execute()
  return made as Callers
}

/** A session as sign-in makes one, without the cost of a password; the headers of a browser that has it. */
export async function newSession(
  app: TestApp,
  staffId: string,
  { locked = false } = {},
): Promise<Record<string, string>> {
  const token = newToken()
  const at = app.clock.now()
  await app.platform.db
    .insertInto('session')
    .values({
      id: hashToken(token) as Buffer,
      staffId,
      createdAt: at,
      lastSeenAt: at,
      lockedAt: locked ? at : null,
      ip: '127.0.0.1',
      userAgent: 'matrix',
    })
    .execute()
  return { cookie: `sid=${token}` }
}

/** Sessions and tokens as at the start: what one endpoint's cells ended or changed is whole again for the next. */
export async function renewCallers(app: TestApp, all: Callers): Promise<void> {
  const { db } = app.platform
  await db.deleteFrom('session').execute()
  await db.deleteFrom('signInAttempt').execute()
  for (const caller of Object.values(all)) {
    if (caller.kind === 'staff') caller.headers = await newSession(app, caller.id, { locked: caller.name === 'locked' })
    if (caller.kind !== 'visitor') continue
    caller.token = newToken()
    caller.headers = { authorization: `Bearer ${caller.token}` }
    const tokenHash = hashToken(caller.token) as Buffer
    await db.updateTable('visitor').set({ tokenHash }).where('id', '=', caller.id).execute()
  }
}

type Entry = { name: CallerName; role: Role; staffNo: string }

async function insertStaff(app: TestApp, people: Cast, { name, role, staffNo }: Entry): Promise<string> {
  const { db, clock } = app.platform
  const id = clock.newId()
  const email = `${name}@matrix.test`
  const departmentId = role === 'department_contact' ? people.department : null
  const passwordHash = db.selectFrom('staff').select('passwordHash').where('id', '=', people.xiaowang.id)
  const row = { id, staffNo, name, email, roles: [role], departmentId, capacity: 50, passwordHash }
  await db.insertInto('staff').values(row).execute()
  if (inGroupA.has(name)) await db.insertInto('groupMember').values({ groupId: people.groupA, staffId: id }).execute()
  const now = clock.now()
  await db
    .insertInto('presence')
    .values({ staffId: id, state: 'away', since: now, connected: false, idleSince: now })
    .execute()
  return id
}

async function visitorCaller(app: TestApp, people: Cast, name: 'visitor' | 'identified'): Promise<Caller> {
  const came = await guest(app, people)
  if (name === 'identified') await came.identify(await identityToken(people.site.key, 'customer-7'))
  const row = await app.platform.db
    .selectFrom('visitor')
    .select(['id', 'customerId'])
    .where('id', '=', came.id)
    .executeTakeFirstOrThrow()
  const token = came.token()
  return { name, kind: 'visitor', ...row, token, headers: { authorization: `Bearer ${token}` } }
}

/** What the shop's server signs for its own customer, with the secret of the cast's site. */
export function identityToken(siteKey: string, sub: string): Promise<string> {
  return new SignJWT({ sub, name: '王女士' })
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience(siteKey)
    .setExpirationTime('30m')
    .sign(new TextEncoder().encode('a-secret-of-the-shop-32-bytes-or-more'))
}
