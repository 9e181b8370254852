import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  type NoticeView,
  pushKey,
  readNotices,
  subscribePush,
  unsubscribePush,
} from '../../domain/notifications/contract.ts'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { type Cast, cast } from '../../test/cast.ts'
import { startPushStandIn } from '../../test/push-stand-in.ts'
import { contextFor, transact } from '../platform/context.ts'
import { notify } from './actions.ts'
import { notificationJobs } from './jobs.ts'
import { type Pushable, pushJob, pushSender, vapidKeys } from './push.ts'

let app: TestApp
let people: Cast
let service: Awaited<ReturnType<typeof startPushStandIn>>

beforeAll(async () => {
  app = await startTestApp()
  // The queue is real; its worker stands still, so that each test sends by itself.
  await app.platform.jobs.start([{ name: pushJob, run: async () => {} }])
  service = await startPushStandIn(async () => (await vapidKeys(app.platform)).publicKey)
})
beforeEach(async () => {
  await app.reset()
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
const pushWhat = (what: Pushable) => pushSender(app.platform, { allow: () => true, ca: service.ca })(what)
const push = (noticeId: string) => pushWhat({ noticeId })

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
    app.clock.advance(61)
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

describe('one kind', () => {
  const waiting = async () => {
    const { rows } = await sql<{ data: Record<string, string> }>`
      select data from pgboss.job where name = ${pushJob} and data ->> 'staffId' = ${people.xiaowang.id}`.execute(
      app.platform.db,
    )
    return rows.map(({ data }) => data)
  }

  test('rings at most once in 30 s, and then speaks of all that came', async () => {
    const { xiaowang } = people
    await subscribed()
    const first = await tell(xiaowang.id)
    expect(await isQueued(first)).toBe(true)
    const more: NoticeView[] = []
    for (let count = 0; count < 11; count++) {
      app.clock.advance(1)
      more.push(await tell(xiaowang.id))
    }
    for (const one of more) expect(await isQueued(one)).toBe(false)
    expect(await waiting()).toEqual([{ staffId: xiaowang.id, kind: 'message' }])
    await pushWhat({ staffId: xiaowang.id, kind: 'message' })
    expect(service.pushes.map(({ body }) => body)).toEqual([
      { title: '新消息', body: '12 条新消息', path: '/inbox', tag: first.id },
    ])
  })

  test('rings again at once when the 30 s are over', async () => {
    const { xiaowang } = people
    await subscribed()
    await tell(xiaowang.id)
    app.clock.advance(61)
    expect(await isQueued(await tell(xiaowang.id))).toBe(true)
  })

  test('is not held back when it is urgent', async () => {
    const { xiaowang } = people
    await subscribed()
    await tell(xiaowang.id)
    const ctx = contextFor(app.platform, { kind: 'system' })
    const urgent = await transact(ctx, (tx) =>
      notify(tx, { staffId: xiaowang.id, kind: 'message', subject: null, params, urgent: true }),
    )
    expect(await isQueued(urgent)).toBe(true)
  })
})

test('a push tells the time by the clock of the centre', async () => {
  const { xiaowang } = people
  await subscribed()
  const time = new Date(app.clock.now().getTime() + 600_000)
  const ctx = contextFor(app.platform, { kind: 'system' })
  const { id } = await transact(ctx, (tx) =>
    notify(tx, {
      staffId: xiaowang.id,
      kind: 'ticket_reminder',
      subject: { type: 'ticket', id: tx.clock.newId() },
      params: { no: 'GD202611220001', time: time.toISOString() },
    }),
  )
  await push(id)
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', timeStyle: 'short' }).format(time)
  expect(service.pushes[0]?.body).toMatchObject({
    title: '工单即将到期',
    body: expect.stringContaining(`工单 GD202611220001 将于`),
    path: expect.stringMatching(/^\/tickets\//),
  })
  expect(service.pushes[0]?.body).toMatchObject({ body: expect.stringContaining(clock) })
})

async function isQueued({ id }: NoticeView): Promise<boolean> {
  const { rows } = await sql`
    select 1 from pgboss.job where name = ${pushJob} and data ->> 'noticeId' = ${id}`.execute(app.platform.db)
  return rows.length > 0
}
