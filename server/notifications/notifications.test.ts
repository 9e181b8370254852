import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  listNotices,
  type NoticeView,
  pushKey,
  readNotices,
  subscribePush,
  unsubscribePush,
} from '../../domain/notifications/contract.ts'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { type Cast, cast } from '../../test/cast.ts'
import { insertConversation } from '../../test/conversation.ts'
import { startPushStandIn } from '../../test/push-stand-in.ts'
import { contextFor, transact } from '../platform/context.ts'
import type { Hint } from '../platform/live/hints.ts'
import { notify } from './actions.ts'
import { notificationJobs } from './jobs.ts'
import { pushJob, pushSender, vapidKeys } from './push.ts'

let app: TestApp
let people: Cast
let service: Awaited<ReturnType<typeof startPushStandIn>>
const hints: Hint[] = []

beforeAll(async () => {
  app = await startTestApp()
  // The queue is real; its worker stands still, so that each test sends by itself.
  await app.platform.jobs.start([{ name: pushJob, run: async () => {} }])
  service = await startPushStandIn(async () => (await vapidKeys(app.platform)).publicKey)
  app.platform.hints.subscribe((hint) => void (hint.topic === 'notice' && hints.push(hint)))
})
beforeEach(async () => {
  await app.reset()
  hints.length = 0
  service.pushes.length = 0
  service.answerWith(201)
  people = await cast(app)
})
afterAll(async () => {
  await service.close()
  await app.close()
})

const params = { customer: '王小明', text: '我的订单还没发货' }

function tell(staffId: string): Promise<NoticeView> {
  const ctx = contextFor(app.platform, { kind: 'system' })
  return transact(ctx, (tx) => notify(tx, { staffId, kind: 'message', subject: null, params }))
}

async function subscribed() {
  const { xiaowang } = people
  const { endpoint, p256dh, auth } = service.subscribe()
  await xiaowang.call(subscribePush, { endpoint, keys: { p256dh, auth } })
  return endpoint
}

async function setConnected(staffId: string, connected: boolean) {
  await app.platform.db.updateTable('presence').set({ connected }).where('staffId', '=', staffId).execute()
}

const subscriptions = () => app.platform.db.selectFrom('pushSubscription').select('endpoint').execute()
const push = (noticeId: string) => pushSender(app.platform, { allow: () => true, ca: service.ca })(noticeId)

describe('notices', () => {
  test('are kept for one person, newest first, and shown live', async () => {
    const { xiaowang, xiaoli } = people
    const first = await tell(xiaowang.id)
    app.clock.advance(1)
    const second = await tell(xiaowang.id)
    const mine = await xiaowang.call(listNotices)
    expect(mine).toEqual({ items: [second, first], unread: 2 })
    expect(await xiaoli.call(listNotices)).toEqual({ items: [], unread: 0 })
    expect(hints).toEqual([
      { topic: 'notice', staffId: xiaowang.id, notice: first },
      { topic: 'notice', staffId: xiaowang.id, notice: second },
    ])
  })

  test('are read one by one or all at once, by their person alone', async () => {
    const { xiaowang, xiaoli } = people
    const first = await tell(xiaowang.id)
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
    for (let count = 0; count < 53; count++) await tell(xiaowang.id)
    const { items } = await xiaowang.call(listNotices)
    const older = await xiaowang.call(listNotices, { before: items.at(-1)?.id })
    expect([items.length, older.items.length]).toEqual([50, 3])
    expect(new Set([...items, ...older.items].map(({ id }) => id)).size).toBe(53)
  })
})

describe('web push', () => {
  test('the key is made once and kept sealed', async () => {
    const { xiaowang, xiaoli } = people
    const [one, other] = await Promise.all([xiaowang.call(pushKey), xiaoli.call(pushKey)])
    expect(other).toEqual(one)
    const rows = await app.platform.db
      .selectFrom('secret')
      .select('sealed')
      .where('name', '=', 'web_push_vapid')
      .execute()
    expect(rows).toHaveLength(1)
    expect(rows[0]?.sealed.includes(Buffer.from((await vapidKeys(app.platform)).privateKey))).toBe(false)
  })

  test('reaches the browser in the reader’s language, encrypted for it alone', async () => {
    await subscribed()
    const { id } = await tell(people.xiaowang.id)
    await push(id)
    expect(service.pushes).toEqual([
      expect.objectContaining({
        ttl: 3600,
        urgency: 'high',
        subject: 'mailto:shouwen@console.test',
        body: { title: '新消息', body: '王小明：我的订单还没发货', path: '/inbox', tag: id },
      }),
    ])
  })

  test('is sent only while no console of the person is open', async () => {
    const { xiaowang } = people
    await subscribed()
    await setConnected(xiaowang.id, true)
    expect(await isQueued(await tell(xiaowang.id))).toBe(false)
    await setConnected(xiaowang.id, false)
    expect(await isQueued(await tell(xiaowang.id))).toBe(true)
    expect(await isQueued(await tell(people.xiaoli.id))).toBe(false)
  })

  test('is not sent for what was read meanwhile', async () => {
    await subscribed()
    const { id } = await tell(people.xiaowang.id)
    await people.xiaowang.call(readNotices)
    await push(id)
    expect(service.pushes).toEqual([])
  })

  test.each([404, 410])('a browser that is gone (%i) is forgotten', async (status) => {
    await subscribed()
    service.answerWith(status)
    const { id } = await tell(people.xiaowang.id)
    await push(id)
    expect(await subscriptions()).toEqual([])
  })

  test('a push service in trouble is tried again, a browser kept', async () => {
    await subscribed()
    service.answerWith(503)
    const { id } = await tell(people.xiaowang.id)
    await expect(push(id)).rejects.toThrow('503')
    expect(await subscriptions()).toHaveLength(1)
  })

  test('never goes to an inside address: without the test’s permission nobody is reached', async () => {
    await subscribed()
    const { id } = await tell(people.xiaowang.id)
    const [job] = notificationJobs(app.platform, { ca: service.ca })
    await job?.run({ noticeId: id })
    expect(service.pushes).toEqual([])
    expect(await subscriptions()).toEqual([])
  })

  test('a browser follows whoever signed in there last, and stops on request of its own person only', async () => {
    const { xiaowang, xiaoli } = people
    const endpoint = await subscribed()
    await xiaoli.call(unsubscribePush, { endpoint })
    expect(await subscriptions()).toHaveLength(1)
    await xiaowang.call(unsubscribePush, { endpoint })
    expect(await subscriptions()).toEqual([])
  })

  test('an endpoint that is no https address is refused', async () => {
    const keys = { p256dh: 'x', auth: 'y' }
    for (const endpoint of ['http://push.example/1', 'javascript:alert(1)', 'nowhere'])
      expect(await people.xiaowang.refusal(subscribePush, { endpoint, keys })).toBe('invalid_input')
  })
})

async function isQueued({ id }: NoticeView): Promise<boolean> {
  const { rows } = await sql`
    select 1 from pgboss.job where name = ${pushJob} and data ->> 'noticeId' = ${id}`.execute(app.platform.db)
  return rows.length > 0
}
