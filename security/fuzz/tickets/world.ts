import { setTimeout as pause } from 'node:timers/promises'
import type { TestApp } from '../../../test/app.ts'
import { cast } from '../../../test/cast.ts'
import { category, type Guest, guest } from '../../../test/visitor.ts'
import { newSession } from '../../world/callers.ts'

/** Two agents, a senior and the supervisor of group A, an agent of group B, a department's contact, management, and somebody without content access. */
export const staffNames = ['xiaowang', 'xiaoli', 'chen', 'zhang', 'li', 'he', 'boss', 'admin'] as const
export type StaffName = (typeof staffNames)[number]
export const visitorNames = ['one', 'two'] as const
export type VisitorName = (typeof visitorNames)[number]
export type Who = StaffName | VisitorName
export type Request = { method: 'GET' | 'POST' | 'PATCH'; path: string; body?: object | undefined }
/** `done`, or the code of the refusal. */
// biome-ignore lint/suspicious/noExplicitAny: a test reaches into a body whose shape the server checks
export type Answer = { code: string; body: any }
export type World = Awaited<ReturnType<typeof openWorld>>

/** The whole product with people signed in and one customer in a conversation; commands act through the API alone. */
export async function openWorld(app: TestApp) {
  await app.reset()
  const people = await cast(app)
  await category(app)
  const guests = new Map<VisitorName, Guest>()
  for (const name of visitorNames) guests.set(name, await guest(app, people))
  const heads = new Map<StaffName, Record<string, string>>()
  for (const name of staffNames) heads.set(name, await newSession(app, people[name].id))
  const { db } = app.platform
  await db.updateTable('staff').set({ departmentHead: true }).where('id', '=', people.he.id).execute()

  const headersOf = (who: Who): Record<string, string> =>
    who === 'one' || who === 'two'
      ? { authorization: `Bearer ${(guests.get(who) as Guest).token()}` }
      : (heads.get(who) ?? {})

  async function attempt(who: Who, { method, path, body }: Request): Promise<Answer> {
    const payload = body === undefined ? {} : { payload: body }
    const response = await app.http.inject({ method, url: path, headers: headersOf(who), ...payload })
    if (response.statusCode >= 500) throw new Error(`${method} ${path}: ${response.statusCode} ${response.body}`)
    const answer = response.json()
    return { code: response.statusCode < 400 ? 'done' : answer.error.code, body: answer }
  }

  /** Time goes by while everybody is at work: no session runs out. */
  async function pass(seconds: number) {
    const then = new Date(app.clock.now().getTime() + seconds * 1000)
    await db.updateTable('session').set({ createdAt: then, lastSeenAt: then }).execute()
    app.clock.advance(seconds)
    await app.keeper.runDue()
  }

  /** What follows a commit has run, also what the customer's words owe without waking anybody. */
  async function settle() {
    for (let look = 0; look < 400; look++) {
      app.relay.wake()
      await app.relay.idle()
      const owed = await db.selectFrom('outbox').selectAll().execute()
      if (owed.length === 0) return
      await pause(20)
      if (look === 399 || owed.some(({ lastError }) => lastError))
        throw new Error(`owed and not done: ${JSON.stringify(owed)}`)
    }
  }

  const one = guests.get('one') as Guest
  const { id: talk } = await one.start()
  await attempt('xiaowang', { method: 'POST', path: `/api/conversations/${talk}/accept`, body: {} })
  return {
    app,
    people,
    /** The conversation of visitor `one`, whom 小王 serves. */
    talk,
    attempt,
    pass,
    settle,
    idOf: (name: StaffName) => people[name].id,
    nameOf: (id: string | null): StaffName | null => staffNames.find((name) => people[name].id === id) ?? null,
  }
}
