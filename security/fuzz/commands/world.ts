import { setTimeout as pause } from 'node:timers/promises'
import type { TestApp } from '../../../test/app.ts'
import { cast } from '../../../test/cast.ts'
import { category, type Guest, guest } from '../../../test/visitor.ts'
import { newSession } from '../../world/callers.ts'
import { openSocket } from '../../world/socket.ts'

/** Two agents and a senior of group A, one agent of group B, the supervisor of A, and somebody without any content access. */
export const staffNames = ['xiaowang', 'xiaoli', 'chen', 'zhang', 'li', 'admin'] as const
export type StaffName = (typeof staffNames)[number]
export const visitorNames = ['one', 'two'] as const
export type VisitorName = (typeof visitorNames)[number]
export type Who = StaffName | VisitorName

type Seat = { headers: Record<string, string>; socket: Awaited<ReturnType<typeof openSocket>> | null }
type Request = { method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'; path: string; body?: object | undefined }
/** `done`, or the code of the refusal. */
// biome-ignore lint/suspicious/noExplicitAny: a test reaches into a body whose shape the server checks
export type Answer = { code: string; body: any }

export type World = Awaited<ReturnType<typeof openWorld>>

/** The whole product with people at their desks; commands act on it through the API alone. */
export async function openWorld(app: TestApp) {
  await app.reset()
  const people = await cast(app)
  await category(app)
  const desks = new Map<StaffName, Seat>()
  const guests = new Map<VisitorName, Guest>()
  for (const name of visitorNames) guests.set(name, await guest(app, people))

  async function signIn(name: StaffName) {
    const headers = await newSession(app, people[name].id)
    desks.set(name, { headers, socket: null })
    await attempt(name, { method: 'PUT', path: '/api/presence', body: { state: 'online' } })
    desks.set(name, { headers, socket: await openSocket(app, { headers, hello: { type: 'hello', as: 'staff' } }) })
    await settle()
  }

  /** False when the socket outlived the session by 5 s. */
  async function isCutOff(name: StaffName): Promise<boolean> {
    const { socket } = desks.get(name) as Seat
    if (socket === null) return true
    const isClosed = await socket.until(() => socket.closedWith() === 4401, 5000)
    for (let look = 0; look < 100 && (await isConnected(name)); look++) await pause(20)
    return isClosed
  }

  async function isConnected(name: StaffName): Promise<boolean> {
    const of = app.platform.db.selectFrom('presence').select('connected').where('staffId', '=', people[name].id)
    return (await of.executeTakeFirst())?.connected === true
  }

  const headersOf = (who: Who): Record<string, string> =>
    who === 'one' || who === 'two'
      ? { authorization: `Bearer ${(guests.get(who) as Guest).token()}` }
      : (desks.get(who)?.headers ?? {})

  async function attempt(who: Who, { method, path, body }: Request): Promise<Answer> {
    const response = await app.http.inject({
      method,
      url: path,
      headers: headersOf(who),
      ...(body !== undefined && { payload: body }),
    })
    const answer = response.json()
    if (response.statusCode >= 500) throw new Error(`${method} ${path}: ${response.statusCode} ${response.body}`)
    return { code: response.statusCode < 400 ? 'done' : answer.error.code, body: answer }
  }

  /** Time goes by while everybody is at work: no session runs out. */
  async function pass(seconds: number) {
    const then = new Date(app.clock.now().getTime() + seconds * 1000)
    await app.platform.db.updateTable('session').set({ createdAt: then, lastSeenAt: then }).execute()
    app.clock.advance(seconds)
    await app.keeper.runDue()
  }

  /** What follows a commit has run: offers are made, notices sent. */
  async function settle() {
    await app.relay.idle()
  }

  for (const name of staffNames) await signIn(name)
  return {
    app,
    people,
    attempt,
    signIn,
    isCutOff,
    settle,
    pass,
    idOf: (name: StaffName) => people[name].id,
    nameOf: (id: string | null): StaffName | null => staffNames.find((name) => people[name].id === id) ?? null,
    async close() {
      for (const { socket } of desks.values()) await socket?.close()
      await settle()
    },
  }
}
