import { Client } from 'pg'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as desk from '../../../domain/conversations/contract.ts'
import { startTestApp } from '../../../test/app.ts'
import { type Cast, cast, signIn } from '../../../test/cast.ts'
import { atDesk, guestLive, type Live, staffLive } from '../../../test/live.ts'
import { type Guest, guest, reply, servedBy } from '../../../test/visitor.ts'
import { contextFor } from '../../platform/context.ts'
import { conversationsChangedSince, latestEventId } from './queries.ts'

const app = await startTestApp()
afterAll(() => app.close())
let people: Cast
let customer: Guest & { talk: string }
beforeEach(async () => {
  await app.reset()
  people = await cast(app)
  customer = await servedBy(app, people, people.xiaowang)
})

const ctx = contextFor(app.platform, { kind: 'system' })
afterEach(() => app.clock.advance(-app.clock.offsetMs() / 1000))

/** The newest event, once nothing older is still uncommitted; other test databases on the same server count too. */
async function cursorNow(): Promise<number> {
  const { id } = await app.platform.db
    .selectFrom('event')
    .select((event) => event.fn.max('id').as('id'))
    .executeTakeFirstOrThrow()
  await expect.poll(() => latestEventId(ctx), { timeout: 10_000 }).toBeGreaterThanOrEqual(Number(id))
  return latestEventId(ctx)
}
async function awayFrom(live: Live): Promise<number> {
  const cursor = await cursorNow()
  await live.close()
  return cursor
}

describe('a console that comes back', () => {
  test('gets the conversations that changed meanwhile, and reads their messages from the table', async () => {
    const before = await atDesk(app, people.xiaowang)
    before.send({ type: 'watch', conversation: customer.talk })
    await before.frame('viewers')
    await customer.say(customer.talk, '第一句')
    await before.until(() => before.conversations.get(customer.talk)?.unread === 2)
    const cursor = await awayFrom(before)
    for (const words of ['第二句', '第三句']) await customer.say(customer.talk, words)
    const quiet = await guest(app, people)
    await quiet.start()

    const again = await staffLive(app, people.xiaowang, { cursor })
    const view = await again.until(() => again.conversations.get(customer.talk))
    expect(view.unread).toBe(4)
    const { items } = await people.xiaowang.call(desk.listMessages, { id: customer.talk, after: view.lastSeq - 2 })
    expect(items.map((message) => message.body)).toEqual(['第二句', '第三句'])
    expect(again.frames.some((frame) => frame.type === 'resync')).toBe(false)
  })

  test('is told what left its sight', async () => {
    const waiting = await guest(app, people)
    const { id } = await waiting.start()
    const before = await atDesk(app, people.xiaoli)
    const cursor = await awayFrom(before)
    await people.xiaowang.call(desk.acceptConversation, { id })
    const again = await staffLive(app, people.xiaoli, { cursor })
    await again.frame('gone', (frame) => frame.conversation === id)
  })

  test('with nothing missed gets nothing', async () => {
    const before = await atDesk(app, people.chen)
    // Once this was told, so was everything before it.
    await customer.say(customer.talk, '还在吗')
    await before.until(() => before.conversations.get(customer.talk)?.unread === 2)
    const cursor = await cursorNow()
    const again = await staffLive(app, people.chen, { cursor })
    expect(before.isOpen()).toBe(true)
    again.send({ type: 'ping' })
    await again.frame('pong')
    expect(again.frames.filter((frame) => frame.type === 'conversation' || frame.type === 'resync')).toEqual([])
  })

  test('after a day, or with a cursor of another log, fetches everything anew', async () => {
    const cursor = await awayFrom(await atDesk(app, people.xiaowang))
    const lost = await staffLive(app, people.xiaowang, { cursor: cursor + 1_000_000 })
    await lost.frame('resync')
    app.clock.advance(25 * 3600)
    const later = await signIn(app, 'xiaowang')
    const again = await staffLive(app, later, { cursor })
    await again.frame('resync')
  })

  test('after more than can be told one by one fetches everything anew', async () => {
    const cursor = await cursorNow()
    const { talk } = await servedBy(app, people, people.xiaowang)
    const many = new Client(app.databaseUrl)
    await many.connect()
    await many.query(`insert into event (subject_type, subject_id, kind, actor_type)
      select 'conversation', '${customer.talk}', 'message.posted', 'visitor' from generate_series(1, 4001)`)
    await many.end()
    expect(await conversationsChangedSince(ctx, cursor, 200)).toEqual({ ids: [], tooMuch: true })
    expect(talk).not.toBe(customer.talk)
  })

  test('misses no event that was not yet committed when its cursor was given', async () => {
    const [slow, fast] = [new Client(app.databaseUrl), new Client(app.databaseUrl)]
    await Promise.all([slow.connect(), fast.connect()])
    const insert = `insert into event (subject_type, subject_id, kind, actor_type) values ('conversation', $1, 'x.y', 'system') returning id`
    // The fast one gets its transaction id first, the slow one its event id first.
    await fast.query('begin')
    await fast.query('select pg_current_xact_id()')
    await slow.query('begin')
    await slow.query(insert, [customer.talk])
    const { rows } = await fast.query(insert, [people.groupA])
    await fast.query('commit')
    const cursor = Number(rows[0].id)
    await expect.poll(() => latestEventId(ctx), { timeout: 10_000 }).toBe(cursor)
    await slow.query('commit')
    await Promise.all([slow.end(), fast.end()])
    expect((await conversationsChangedSince(ctx, cursor, 200)).ids).toContain(customer.talk)
  })
})

describe('two tabs', () => {
  test('of one customer show the same, and reading in one is reading in the other', async () => {
    const [one, two] = [await guestLive(app, customer), await guestLive(app, customer)]
    const { seq } = await reply(app, people.xiaowang, customer.talk, '两页都有')
    for (const tab of [one, two])
      await tab.until(() => tab.messages(customer.talk).some((message) => message.body === '两页都有'))
    one.send({ type: 'marks', conversation: customer.talk, received: seq, read: seq })
    const told = await two.frame('marks', (frame) => frame.side === 'customer')
    expect(told.marks).toEqual({ received: seq, read: seq })
    await customer.say(customer.talk, '从第一页写的')
    for (const tab of [one, two]) await tab.until(() => tab.messages(customer.talk).at(-1)?.body === '从第一页写的')
  })

  test('of one agent count the unread alike', async () => {
    const [one, two] = [await atDesk(app, people.xiaowang), await atDesk(app, people.xiaowang)]
    const { seq } = await customer.say(customer.talk, '在吗')
    for (const tab of [one, two]) await tab.until(() => tab.conversations.get(customer.talk)?.unread === 2)
    one.send({ type: 'marks', conversation: customer.talk, read: seq })
    for (const tab of [one, two]) await tab.until(() => tab.conversations.get(customer.talk)?.unread === 0)
  })
})

describe('marks', () => {
  test('only rise, never pass the last message, and are nobody else’s to set', async () => {
    const [window, live] = [await guestLive(app, customer), await atDesk(app, people.xiaowang)]
    const listener = await atDesk(app, people.li)
    live.send({ type: 'watch', conversation: customer.talk })
    await live.frame('viewers')
    const marks = async () => (await people.xiaowang.call(desk.getConversation, { id: customer.talk })).conversation
    const { lastSeq } = await marks()
    listener.send({ type: 'marks', conversation: customer.talk, read: lastSeq })
    listener.send({ type: 'ping' })
    await listener.frame('pong')
    expect((await marks()).agentMarks.read).toBe(0)
    window.send({ type: 'marks', conversation: customer.talk, received: 999, read: 2 })
    await live.frame('marks', (frame) => frame.side === 'customer' && frame.marks.received === lastSeq)
    window.send({ type: 'marks', conversation: customer.talk, received: 1, read: 1 })
    window.send({ type: 'ping' })
    await window.frame('pong')
    expect((await marks()).customerMarks).toEqual({ received: lastSeq, read: 2 })
  })
})
