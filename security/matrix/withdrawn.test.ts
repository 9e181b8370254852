import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { changePassword, endMySession } from '../../domain/identity/account-contract.ts'
import { disableStaff, updateGroup, updateStaff } from '../../domain/identity/admin-contract.ts'
import { hashToken } from '../../server/platform/crypto.ts'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { type Cast, cast, password } from '../../test/cast.ts'
import { type Guest, guest } from '../../test/visitor.ts'
import { identityToken, newSession } from '../world/callers.ts'
import { openSocket } from '../world/socket.ts'

// reliability/fuzz 2, build 6: REST at the next request, sockets within 5 s.
const limitMs = 5000
let app: TestApp
let people: Cast
let chen: Awaited<ReturnType<typeof seat>>
let customer: Guest
let talk: string

beforeEach(async () => {
  app = await startTestApp()
  people = await cast(app)
  await people.admin.signIn()
  customer = await guest(app, people)
  talk = (await customer.start()).id
  // 小王 has the conversation; 陈静, senior in the same group, follows it.
  await app.platform.db
    .updateTable('conversation')
    .set({ state: 'active', assigneeId: people.xiaowang.id, offeredTo: null, revision: sql`revision + 1` })
    .where('id', '=', talk)
    .execute()
  chen = await seat(people.chen.id)
})
afterEach(async () => {
  await chen.socket.close()
  await app.close()
})

/** A desk with a session and a socket that follows the conversation. */
async function seat(staffId: string) {
  const headers = await newSession(app, staffId)
  const socket = await openSocket(app, { headers, hello: { type: 'hello', as: 'staff' } })
  socket.send({ type: 'watch', conversation: talk })
  await socket.until(() => socket.frames.some((frame) => frame.type === 'viewers'))
  const status = async () =>
    (await app.http.inject({ method: 'GET', url: `/api/conversations/${talk}`, headers })).statusCode
  return { headers, socket, status }
}

async function expectSignedOut(desk: typeof chen): Promise<void> {
  const started = performance.now()
  expect(await desk.status()).toBe(401)
  expect(await desk.socket.until(() => desk.socket.closedWith() === 4401, limitMs)).toBe(true)
  expect(performance.now() - started).toBeLessThan(limitMs)
}

/** The right is gone, the session is not: what is said now never reaches the socket, a permitted frame does. */
async function expectBlind(desk: typeof chen): Promise<void> {
  expect(await desk.status()).toBe(404)
  const before = desk.socket.frames.length
  const said = await customer.say(talk, '这句话别人不该看到')
  await desk.socket.settled()
  await desk.socket.quiet(300)
  const since = desk.socket.frames.slice(before)
  expect(JSON.stringify(since)).not.toContain(said.id)
  expect(since.filter((frame) => frame.type === 'message' || frame.type === 'conversation')).toEqual([])
  expect(since.some((frame) => frame.type === 'pong')).toBe(true)
}

async function expectSighted(desk: typeof chen): Promise<void> {
  const said = await customer.say(talk, '还在吗')
  expect(
    await desk.socket.until(() =>
      desk.socket.frames.some((frame) => frame.type === 'message' && frame.message.id === said.id),
    ),
  ).toBe(true)
}

const sessionId = (headers: Record<string, string>) =>
  (hashToken((headers.cookie ?? '').slice('sid='.length)) as Buffer).toString('hex')

describe('as long as nothing is withdrawn', () => {
  test('the desk sees what is said', async () => {
    expect(await chen.status()).toBe(200)
    await expectSighted(chen)
  })
})

describe('a session that ends takes REST and socket along', () => {
  test('when its person ends it elsewhere', async () => {
    await people.chen.call(endMySession, { id: sessionId(chen.headers) })
    await expectSignedOut(chen)
  })

  test('when its person changes the password', async () => {
    await people.chen.call(changePassword, { current: password, next: 'Another-long-one-8' })
    await expectSignedOut(chen)
  })

  test('when the person is disabled (threats T7)', async () => {
    await people.admin.call(disableStaff, { id: people.chen.id, reason: '离职' })
    await expectSignedOut(chen)
  })

  test('when a role is taken away', async () => {
    await people.admin.call(updateStaff, { id: people.chen.id, roles: ['trainer'] })
    await expectSignedOut(chen)
  })

  test('when it runs out', async () => {
    app.clock.advance(31 * 60)
    expect(await chen.status()).toBe(401)
    await app.rounds.round()
    await expectSignedOut(chen)
  })
})

describe('a right that ends leaves the socket blind', () => {
  test('when the person leaves the group', async () => {
    await people.admin.call(updateStaff, { id: people.chen.id, groupIds: [people.groupB] })
    await expectBlind(chen)
  })

  test('when the group is given other members', async () => {
    await people.admin.call(updateGroup, {
      id: people.groupA,
      memberIds: [people.xiaowang.id, people.xiaoli.id, people.li.id],
    })
    await expectBlind(chen)
  })

  test('when the conversation goes to another group', async () => {
    await app.platform.db
      .updateTable('conversation')
      .set({ groupId: people.groupB, assigneeId: people.zhang.id, revision: sql`revision + 1` })
      .where('id', '=', talk)
      .execute()
    app.platform.hints.publish({ topic: 'conversation', id: talk })
    await expectBlind(chen)
  })
})

describe('a visitor whom the shop signs in', () => {
  const window = (token: string) => openSocket(app, { hello: { type: 'hello', as: 'visitor', token } })

  test('leaves no line open that speaks for the token from before; the new one hears', async () => {
    const old = await window(customer.token())
    await customer.identify(await identityToken(people.site.key, 'customer-9'))
    expect(await old.until(() => old.closedWith() === 4401, limitMs)).toBe(true)
    const fresh = await window(customer.token())
    const said = await customer.say(talk, '是我')
    expect(
      await fresh.until(() => fresh.frames.some((frame) => frame.type === 'message' && frame.message.id === said.id)),
    ).toBe(true)
    expect(JSON.stringify(old.frames)).not.toContain(said.id)
    await app.rounds.round()
    await fresh.settled()
    expect(fresh.closedWith()).toBeNull()
    await fresh.close()
  })

  test('also when the hint is lost', async () => {
    const old = await window(customer.token())
    await app.platform.db
      .updateTable('visitor')
      .set({ tokenHash: hashToken('x'.repeat(43)) as Buffer })
      .where('id', '=', customer.id)
      .execute()
    await app.rounds.round()
    expect(await old.until(() => old.closedWith() === 4401, limitMs)).toBe(true)
  })
})

describe('without the hint, as when Redis lost it between two nodes, the round of 5 s finds it', () => {
  test('a session that is gone', async () => {
    await app.platform.db.deleteFrom('session').where('staffId', '=', people.chen.id).execute()
    await app.rounds.round()
    await expectSignedOut(chen)
  })

  test('an account that is disabled', async () => {
    await app.platform.db
      .updateTable('staff')
      .set({ disabledAt: app.clock.now() })
      .where('id', '=', people.chen.id)
      .execute()
    await app.rounds.round()
    await expectSignedOut(chen)
  })

  test('a group that was left', async () => {
    await app.platform.db.deleteFrom('groupMember').where('staffId', '=', people.chen.id).execute()
    await app.rounds.round()
    await expectBlind(chen)
  })

  test('a role that was taken away', async () => {
    await app.platform.db
      .updateTable('staff')
      .set({ roles: ['trainer'] })
      .where('id', '=', people.chen.id)
      .execute()
    await app.rounds.round()
    expect(await chen.status()).toBe(403)
    const before = chen.socket.frames.length
    await customer.say(talk, '这句话别人不该看到')
    await chen.socket.quiet(300)
    expect(
      chen.socket.frames.slice(before).filter((frame) => frame.type === 'message' || frame.type === 'conversation'),
    ).toEqual([])
  })
})
