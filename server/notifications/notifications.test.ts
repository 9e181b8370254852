import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { listNotices, type NoticeView, readNotices } from '../../domain/notifications/contract.ts'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { type Cast, cast } from '../../test/cast.ts'
import { insertConversation } from '../../test/conversation.ts'
import { contextFor, transact } from '../platform/context.ts'
import type { Hint } from '../platform/live/hints.ts'
import { notify, notifyMany, settleNotices } from './actions.ts'

let app: TestApp
let people: Cast
const hints: Hint[] = []

beforeAll(async () => {
  app = await startTestApp()
  app.platform.hints.subscribe((hint) => void (hint.topic.startsWith('notice') && hints.push(hint)))
})
beforeEach(async () => {
  await app.reset()
  hints.length = 0
  people = await cast(app)
})
afterAll(async () => {
  await app.close()
})

const ways = ['in_page', 'desktop', 'sound', 'push']
const params = { customer: '王小明', text: '我的订单还没发货' }

function tell(staffId: string): Promise<NoticeView> {
  const ctx = contextFor(app.platform, { kind: 'system' })
  return transact(ctx, (tx) => notify(tx, { staffId, kind: 'message', subject: null, params }))
}

describe('notices', () => {
  test('are kept for one person, newest first, and shown live', async () => {
    const { xiaowang, xiaoli } = people
    const first = await tell(xiaowang.id)
    app.clock.advance(61)
    const second = await tell(xiaowang.id)
    const mine = await xiaowang.call(listNotices)
    expect(mine).toEqual({ items: [second, first], unread: 2 })
    expect(await xiaoli.call(listNotices)).toEqual({ items: [], unread: 0 })
    expect(hints).toEqual([
      { topic: 'notice', staffId: xiaowang.id, notice: first, ways },
      { topic: 'notice', staffId: xiaowang.id, notice: second, ways },
    ])
  })

  test('are read one by one or all at once, by their person alone', async () => {
    const { xiaowang, xiaoli } = people
    const first = await tell(xiaowang.id)
    app.clock.advance(61)
    await tell(xiaowang.id)
    await xiaoli.call(readNotices, { ids: [first.id] })
    expect((await xiaowang.call(listNotices)).unread).toBe(2)
    await xiaowang.call(readNotices, { ids: [] })
    expect((await xiaowang.call(listNotices)).unread).toBe(2)
    await xiaowang.call(readNotices, { ids: [first.id] })
    expect((await xiaowang.call(listNotices)).unread).toBe(1)
    await xiaowang.call(readNotices)
    expect((await xiaowang.call(listNotices)).unread).toBe(0)
  })

  test('of a transaction that fails are nowhere', async () => {
    const { xiaowang } = people
    const ctx = contextFor(app.platform, { kind: 'system' })
    const failing = transact(ctx, async (tx) => {
      await notify(tx, { staffId: xiaowang.id, kind: 'message', subject: null, params })
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect((await xiaowang.call(listNotices)).items).toEqual([])
    expect(hints).toEqual([])
  })

  test('say whom they are about, who acts and what was said last', async () => {
    const { li, xiaowang } = people
    const { id } = await insertConversation(app, people, { customer: '林佳穎' })
    const preview = { seq: 3, sender: 'customer', preview: '在吗', at: app.clock.now().toISOString() }
    await app.platform.db
      .updateTable('conversation')
      .set({ lastMessage: JSON.stringify(preview) })
      .execute()
    const { groupA } = people
    const actor = {
      ...li,
      kind: 'staff',
      roles: [],
      groupIds: [groupA],
      departmentId: null,
      locale: 'zh-CN',
      sessionId: '',
    } as const
    const tellAs = (kind: 'message' | 'mention', params?: Record<string, string>) =>
      transact(contextFor(app.platform, actor), (tx) =>
        notify(tx, { staffId: xiaowang.id, kind, subject: { type: 'conversation', id }, ...(params && { params }) }),
      )
    expect((await tellAs('message')).params).toEqual({ customer: '林佳穎', text: '在吗', agent: '李主管' })
    expect((await tellAs('mention', { text: '请跟进' })).params).toMatchObject({ text: '请跟进', agent: '李主管' })
  })

  test('come fifty at a time', async () => {
    const { xiaowang } = people
    for (let count = 0; count < 53; count++) {
      app.clock.advance(61)
      await tell(xiaowang.id)
    }
    const { items } = await xiaowang.call(listNotices)
    const older = await xiaowang.call(listNotices, { before: items.at(-1)?.id })
    expect([items.length, older.items.length]).toEqual([50, 3])
    expect(new Set([...items, ...older.items].map(({ id }) => id)).size).toBe(53)
  })
})

const no = (number: number) => `GD20261122${String(number).padStart(4, '0')}`
const ticketId = (number: number) => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`
const dueAt = () => new Date(app.clock.now().getTime() + 600_000).toISOString()

/** Reminders of so many tickets to 小王, a second apart. */
async function remind(count: number, seconds = 1) {
  for (let number = 1; number <= count; number++) {
    await transact(contextFor(app.platform, { kind: 'system' }), (tx) =>
      notify(tx, {
        staffId: people.xiaowang.id,
        kind: 'ticket_reminder',
        subject: { type: 'ticket', id: ticketId(number) },
        params: { no: no(number), time: dueAt() },
      }),
    )
    app.clock.advance(seconds)
  }
}

const settle = (numbers: number[]) =>
  transact(contextFor(app.platform, { kind: 'system' }), (tx) =>
    settleNotices(
      tx,
      numbers.map((number) => ({ type: 'ticket' as const, id: ticketId(number) })),
      ['ticket_reminder'],
    ),
  )

describe('of one kind within a minute', () => {
  test('are one notice with the list behind it', async () => {
    await remind(12)
    const { items, unread } = await people.xiaowang.call(listNotices)
    expect(unread).toBe(1)
    expect(items).toMatchObject([{ kind: 'ticket_reminder', count: 12, subject: { id: ticketId(12) } }])
    expect(items[0]?.items.map((item) => item.params.no)).toEqual(Array.from({ length: 12 }, (_, at) => no(12 - at)))
  })

  test('come live once, then as a word that the list has grown', async () => {
    await remind(3)
    const to = people.xiaowang.id
    expect(hints.map(({ topic, staffId }) => ({ topic, staffId }))).toEqual([
      { topic: 'notice', staffId: to },
      { topic: 'notices', staffId: to },
      { topic: 'notices', staffId: to },
    ])
  })

  test('are told of once when one transaction brings hundreds', async () => {
    await transact(contextFor(app.platform, { kind: 'system' }), async (tx) => {
      for (let number = 1; number <= 200; number++)
        await notify(tx, {
          staffId: people.xiaowang.id,
          kind: 'ticket_assigned',
          subject: { type: 'ticket', id: ticketId(number) },
          params: { no: no(number) },
        })
    })
    expect(hints).toHaveLength(2)
    const { items, unread } = await people.xiaowang.call(listNotices)
    expect([unread, items.length, items[0]?.count, items[0]?.items.length]).toEqual([1, 1, 200, 50])
  })

  test('stand alone after the minute, after they were read, and when they are urgent', async () => {
    await remind(3, 61)
    expect((await people.xiaowang.call(listNotices)).items).toHaveLength(3)
    await remind(1)
    await people.xiaowang.call(readNotices)
    await remind(1)
    const urgent = { staffId: people.xiaowang.id, kind: 'ticket_breached', subject: null, urgent: true } as const
    for (const number of [1, 2])
      await transact(contextFor(app.platform, { kind: 'system' }), (tx) =>
        notify(tx, { ...urgent, params: { no: no(number) } }),
      )
    expect(await people.xiaowang.call(listNotices)).toMatchObject({ unread: 3, items: { length: 7 } })
  })

  test('are read together', async () => {
    await remind(3)
    const { items } = await people.xiaowang.call(listNotices)
    await people.xiaowang.call(readNotices, { ids: [items[0]?.id ?? ''] })
    const rows = await app.platform.db.selectFrom('notice').select('readAt').execute()
    expect(rows.every(({ readAt }) => readAt !== null)).toBe(true)
    expect((await people.xiaowang.call(listNotices)).unread).toBe(0)
  })

  test('of different people stay apart', async () => {
    const subject = { type: 'ticket' as const, id: ticketId(1) }
    const told = await transact(contextFor(app.platform, { kind: 'system' }), (tx) =>
      notifyMany(tx, [people.xiaowang.id, people.xiaoli.id, people.xiaowang.id], {
        kind: 'ticket_assigned',
        subject,
        params: { no: no(1) },
      }),
    )
    expect(told).toHaveLength(2)
    for (const one of [people.xiaowang, people.xiaoli])
      expect(await one.call(listNotices)).toMatchObject({ unread: 1, items: [{ count: 1, subject }] })
  })
})

describe('what has been dealt with', () => {
  test('is marked as settled and counts no more', async () => {
    await remind(1)
    hints.length = 0
    await settle([1])
    const { items, unread } = await people.xiaowang.call(listNotices)
    expect(unread).toBe(0)
    expect(items).toMatchObject([{ settledAt: expect.any(String), count: 1 }])
    expect(hints).toEqual([{ topic: 'notices', staffId: people.xiaowang.id }])
  })

  test('leaves its bundle, which speaks of the rest', async () => {
    await remind(3)
    await settle([3, 1])
    const rest = await people.xiaowang.call(listNotices)
    expect(rest).toMatchObject({ unread: 1, items: [{ count: 1, settledAt: null, params: { no: no(2) } }] })
    await settle([2])
    expect(await people.xiaowang.call(listNotices)).toMatchObject({ unread: 0, items: [{ count: 3 }] })
  })

  test('is also what its person has opened', async () => {
    await remind(3)
    await people.xiaoli.call(readNotices, { about: ticketId(2) })
    expect(await people.xiaowang.call(listNotices)).toMatchObject({ items: [{ count: 3 }] })
    await people.xiaowang.call(readNotices, { about: ticketId(2) })
    const { items, unread } = await people.xiaowang.call(listNotices)
    expect([unread, items[0]?.count, items[0]?.items.map(({ settled }) => settled)]).toEqual([
      1,
      2,
      [false, true, false],
    ])
    for (const number of [1, 3]) await people.xiaowang.call(readNotices, { about: ticketId(number) })
    expect((await people.xiaowang.call(listNotices)).unread).toBe(0)
  })

  test('of another kind or another matter is left alone', async () => {
    await remind(1)
    await transact(contextFor(app.platform, { kind: 'system' }), async (tx) => {
      await settleNotices(tx, { type: 'ticket', id: ticketId(1) }, ['ticket_breached'])
      await settleNotices(tx, { type: 'callback', id: ticketId(1) }, ['ticket_reminder'])
      await settleNotices(tx, [], ['ticket_reminder'])
    })
    expect((await people.xiaowang.call(listNotices)).unread).toBe(1)
  })
})
