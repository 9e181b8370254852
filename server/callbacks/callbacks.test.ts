import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  assignCallback,
  attemptCallback,
  cancelCallback,
  getCallback,
  listCallbacks,
} from '../../domain/callbacks/contract.ts'
import type { RawInput } from '../../domain/contract.ts'
import { endConversation } from '../../domain/conversations/contract.ts'
import { rateConversation } from '../../domain/conversations/widget-contract.ts'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { type Cast, cast, type Person } from '../../test/cast.ts'
import { atDesk } from '../../test/live.ts'
import { openTicket } from '../../test/tickets.ts'
import { type Guest, servedBy } from '../../test/visitor.ts'
import { startKeeper } from '../clocks/keeper.ts'
import { clockEffects, subjectHolds } from '../effects.ts'
import { contextFor, transact } from '../platform/context.ts'
import type { CommittedEvent } from '../platform/events.ts'
import { startRelay } from '../platform/relay.ts'
import { reactions } from '../reactions.ts'
import { inviteToRate, rateSubject } from '../surveys/actions.ts'
import { answerRating } from './actions.ts'

let app: TestApp
let people: Cast
let customer: Guest & { talk: string }

beforeAll(async () => {
  app = await startTestApp()
})
beforeEach(async () => {
  await app.reset()
  people = await cast(app)
})
afterAll(() => app.close())

const system = () => contextFor(app.platform, { kind: 'system' })
/** Time goes by, and nobody's screen locks over it. */
async function minutes(count: number): Promise<void> {
  app.clock.advance(count * 60)
  await app.platform.db.updateTable('session').set({ lastSeenAt: app.clock.now() }).execute()
}

/** 小王 serves a customer, ends, and gets this score. */
async function rated(score: number, { desk = true } = {}): Promise<void> {
  if (desk) await atDesk(app, people.xiaowang)
  customer = await servedBy(app, people, people.xiaowang)
  await people.xiaowang.call(endConversation, { id: customer.talk })
  await rate(score)
}
async function rate(score: number, comment = '等了很久'): Promise<void> {
  await customer.call(rateConversation, { id: customer.talk, score, comment })
  await settled()
}
/** Until every reaction has run. */
async function settled(): Promise<void> {
  for (;;) {
    app.relay.wake()
    await app.relay.idle()
    const left = await app.platform.db.selectFrom('outbox').select('id').where('dead', '=', false).executeTakeFirst()
    if (!left) return
  }
}
async function insertCustomer() {
  const id = app.clock.newId()
  await app.platform.db
    .insertInto('customer')
    .values({ id, no: `C-${id}`, displayName: '王小明' })
    .execute()
  return { id }
}
const mine = async (person: Person = people.xiaowang) => (await person.call(listCallbacks)).items
const group = async (person: Person) => (await person.call(listCallbacks, { list: 'group' })).items
async function theOne(person: Person = people.xiaowang) {
  const [task] = await mine(person)
  if (!task) throw new Error('there is no call-back')
  return task
}
type Words = Partial<RawInput<typeof attemptCallback>>
const attemptOf = (id: string, words: Words = {}) => ({
  id,
  attemptId: app.clock.newId(),
  channel: 'phone' as const,
  outcome: 'no_answer' as const,
  ...words,
})
const reached = { outcome: 'reached', result: '已致歉并补发', suggestion: '排队时告诉我还要多久' } as const
const events = async (kind: string) =>
  (await app.platform.db.selectFrom('event').select(['payload', 'reason']).where('kind', '=', kind).execute()).map(
    (row) => row.payload as Record<string, unknown>,
  )
const clockStates = async () =>
  (await app.platform.db.selectFrom('clock').select('state').where('kind', '=', 'low_score_callback').execute()).map(
    (row) => row.state,
  )
const noticesOf = async (person: Person) =>
  (await person.get('/api/notices')).body.items.map((notice: { kind: string }) => notice.kind)

describe('a low score (R53, domain/model 2.6, 8)', () => {
  test('is owed a call-back by who served the customer, within 2 h', async () => {
    await rated(3)
    const task = await theOne()
    expect(task).toMatchObject({ kind: 'low_score', state: 'open', score: 3, scoreNow: 3, attempts: 0 })
    expect(task.owner?.id).toBe(people.xiaowang.id)
    expect(task.subject).toMatchObject({ type: 'conversation', id: customer.talk })
    const left = (Date.parse(task.dueAt) - app.clock.now().getTime()) / 60_000
    expect(left).toBeGreaterThan(119)
    expect(left).toBeLessThanOrEqual(120)
    expect(await clockStates()).toEqual(['running'])
    expect(await noticesOf(people.xiaowang)).toContain('callback_new')
  })

  test('a good one is owed none', async () => {
    await rated(4)
    expect(await mine()).toEqual([])
    expect(await clockStates()).toEqual([])
  })

  test('what is low is the centre’s to say', async () => {
    const centre = { name: '明德商城客服中心', locale: 'zh-CN', timeZone: 'Asia/Shanghai' } as const
    expect((await people.admin.put('/api/settings/centre', { ...centre, lowScore: 2 })).status).toBe(200)
    await rated(3)
    expect(await mine()).toEqual([])
  })

  test('makes one task, however often and wherever the reaction runs', async () => {
    await rated(2)
    const [row] = await app.platform.db.selectFrom('event').selectAll().where('kind', '=', 'survey.answered').execute()
    const event = {
      id: row?.id,
      at: row?.at,
      kind: 'survey.answered',
      subject: { type: row?.subjectType, id: row?.subjectId },
      payload: row?.payload,
    } as CommittedEvent
    await Promise.all([1, 2, 3, 4].map(() => answerRating(system(), event)))
    expect(await mine()).toHaveLength(1)
    expect(await events('callback.created')).toHaveLength(1)
    expect(await clockStates()).toEqual(['running'])
  })

  test('makes one task with two nodes at work', async () => {
    const other = startRelay(app.platform, reactions)
    app.platform.onCommit.push(() => other.wake())
    await rated(1)
    await rate(2)
    await rate(3)
    await other.stop()
    expect(await mine()).toHaveLength(1)
    expect(await events('callback.created')).toHaveLength(1)
  })

  test('raised later stays a call-back, and the task knows', async () => {
    await rated(2)
    await rate(5)
    expect(await theOne()).toMatchObject({ score: 2, scoreNow: 5, state: 'open' })
    expect(await events('callback.score_noted')).toEqual([{ before: 2, after: 5 }])
  })

  test('given later than a good one makes a task then', async () => {
    await rated(5)
    expect(await mine()).toEqual([])
    await minutes(60)
    await rate(1)
    const left = (Date.parse((await theOne()).dueAt) - app.clock.now().getTime()) / 60_000
    expect(left).toBeGreaterThan(119)
  })

  test('of a ticket is owed one too, with its number', async () => {
    await atDesk(app, people.xiaowang)
    const { id, no } = await openTicket(app, people.xiaowang)
    const { id: customerId } = await insertCustomer()
    const about = {
      customerId,
      staffId: people.xiaowang.id,
      groupId: people.groupA,
      category: null,
      scale: 'five',
    } as const
    const subject = { type: 'ticket', id } as const
    await transact(system(), async (tx) => {
      await inviteToRate(tx, { ...about, subject, channel: 'phone' })
      await rateSubject(tx, { subject, score: 1, comment: '没人回电' })
    })
    await settled()
    const task = await theOne()
    expect(task.subject).toEqual({ type: 'ticket', id, no })
    expect(await people.xiaowang.call(getCallback, { id: task.id })).toMatchObject({
      comment: '没人回电',
      about: { mayOpen: true, summary: '茶具缺一只杯子' },
    })
  })

  test('waits for the group when who served has gone home', async () => {
    await atDesk(app, people.chen)
    await rated(2, { desk: false })
    expect(await mine()).toEqual([])
    const [task] = await group(people.li)
    expect(task).toMatchObject({ owner: null, state: 'open' })
    expect(await noticesOf(people.li)).toContain('callback_new')
    expect(await noticesOf(people.chen)).toContain('callback_new')
  })
})

describe('calling', () => {
  beforeEach(() => rated(2))

  test('reached: needs the result and the customer’s suggestion, and is done', async () => {
    const { id } = await theOne()
    const lacking = { outcome: 'reached', result: '已致歉' } as const
    expect(await people.xiaowang.refusal(attemptCallback, attemptOf(id, lacking))).toBe('record_incomplete')
    const { callback, attempts, comment } = await people.xiaowang.call(attemptCallback, attemptOf(id, reached))
    expect(callback).toMatchObject({ state: 'done', result: '已致歉并补发', suggestion: '排队时告诉我还要多久' })
    expect(attempts).toMatchObject([{ outcome: 'reached', channel: 'phone', by: { id: people.xiaowang.id } }])
    expect(comment).toBe('等了很久')
    expect(await clockStates()).toEqual(['met'])
    expect(await events('callback.attempted')).toMatchObject([{ attempt: 1, inTime: true, outcome: 'reached' }])
    expect(JSON.stringify(await events('callback.done'))).not.toContain('排队')
    expect(await mine()).toEqual([])
    expect((await people.xiaowang.call(listCallbacks, { list: 'history' })).items).toMatchObject([
      { id, state: 'done' },
    ])
  })

  test('three attempts in vain end it; the first one meets the clock', async () => {
    const { id } = await theOne()
    const nextAt = new Date(app.clock.now().getTime() + 3_600_000).toISOString()
    const first = await people.xiaowang.call(attemptCallback, attemptOf(id, { nextAt }))
    expect(first.callback).toMatchObject({ state: 'open', attempts: 1, nextAt })
    expect(await clockStates()).toEqual(['met'])
    await minutes(60)
    expect((await people.xiaowang.call(attemptCallback, attemptOf(id))).callback.state).toBe('open')
    const third = await people.xiaowang.call(attemptCallback, attemptOf(id))
    expect(third.callback).toMatchObject({ state: 'unreachable', attempts: 3, nextAt: null })
    expect(third.attempts).toHaveLength(3)
    expect(await people.xiaowang.refusal(attemptCallback, attemptOf(id))).toBe('wrong_state')
  })

  test('the same attempt sent twice is one', async () => {
    const { id } = await theOne()
    const once = attemptOf(id)
    const twice = await Promise.allSettled([
      people.xiaowang.call(attemptCallback, once),
      people.xiaowang.call(attemptCallback, once),
    ])
    expect(twice.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0)
    await people.xiaowang.call(attemptCallback, once)
    expect((await people.xiaowang.call(getCallback, { id })).attempts).toHaveLength(1)
  })

  test('who refuses is left in peace, with a word on it', async () => {
    const { id } = await theOne()
    expect(await people.xiaowang.refusal(attemptCallback, attemptOf(id, { outcome: 'refused' }))).toBe(
      'record_incomplete',
    )
    const refused = attemptOf(id, { outcome: 'refused', note: '客户说不必再打' })
    expect((await people.xiaowang.call(attemptCallback, refused)).callback.state).toBe('done')
  })

  test('a next time in the past, an endless note and an unknown way are refused', async () => {
    const { id } = await theOne()
    const nextAt = new Date(app.clock.now().getTime() - 1000).toISOString()
    expect(await people.xiaowang.refusal(attemptCallback, attemptOf(id, { nextAt }))).toBe('invalid_input')
    expect(await people.xiaowang.refusal(attemptCallback, attemptOf(id, { note: 'x'.repeat(2001) }))).toBe(
      'invalid_input',
    )
    const pigeon = { ...attemptOf(id), channel: 'pigeon' } as unknown as RawInput<typeof attemptCallback>
    expect(await people.xiaowang.refusal(attemptCallback, pigeon)).toBe('invalid_input')
    expect((await people.xiaowang.call(getCallback, { id })).attempts).toEqual([])
  })

  test('too late is told once to the owner and the supervisor, and the first attempt then counts as late', async () => {
    const { id } = await theOne()
    const other = startKeeper(app.platform, { effects: clockEffects, holds: subjectHolds, time: app.clock })
    await minutes(121)
    await Promise.all([app.keeper.runDue(), other.runDue()])
    await other.stop()
    expect(await clockStates()).toEqual(['breached'])
    expect(await events('callback.overdue')).toHaveLength(1)
    expect(await noticesOf(people.xiaowang)).toContain('callback_overdue')
    expect(await noticesOf(people.li)).toContain('callback_overdue')
    await people.xiaowang.call(attemptCallback, attemptOf(id, reached))
    expect(await clockStates()).toEqual(['met_late'])
    expect(await events('callback.attempted')).toMatchObject([{ inTime: false }])
  })
})

describe('who may', () => {
  test('others of the group see nothing of it, seniors and the supervisor do, other groups do not', async () => {
    await rated(2)
    const { id } = await theOne()
    for (const person of [people.xiaoli, people.zhang]) {
      expect(await group(person)).toEqual([])
      expect(await person.refusal(getCallback, { id })).toBe('not_found')
      expect(await person.refusal(attemptCallback, attemptOf(id))).toBe('not_found')
    }
    for (const person of [people.chen, people.li]) expect(await group(person)).toMatchObject([{ id }])
    expect(await people.admin.refusal(listCallbacks)).toBe('not_allowed')
    expect(await people.qin.refusal(getCallback, { id })).toBe('not_allowed')
  })

  test('management looks on without names, and does not call', async () => {
    await rated(2)
    const [task] = await group(people.boss)
    expect(task?.customer.name).toContain('*')
    expect(task?.may).toEqual({ work: false, take: false, assign: false, cancel: false })
    expect(await people.boss.refusal(attemptCallback, attemptOf(task?.id ?? ''))).toBe('not_allowed')
  })

  test('what is nobody’s is taken by one, who may then see the customer’s number', async () => {
    await rated(2, { desk: false })
    const [task] = await group(people.xiaoli)
    const id = task?.id ?? ''
    const customerId = task?.customer.id ?? ''
    expect((await people.xiaoli.get(`/api/customers/${customerId}`)).status).toBe(404)
    const take = (person: Person) =>
      person.call(assignCallback, { id, staffId: person.id }).then(
        () => 'mine',
        (error) => error.code,
      )
    expect((await Promise.all([take(people.xiaoli), take(people.xiaowang)])).sort()).toEqual(['mine', 'not_found'])
    const [taker, other] =
      (await mine(people.xiaoli)).length > 0 ? [people.xiaoli, people.xiaowang] : [people.xiaowang, people.xiaoli]
    expect(await other.refusal(assignCallback, { id, staffId: other.id })).toBe('not_found')
    expect((await taker.get(`/api/customers/${customerId}`)).body.may.reveal).toBe(true)
  })

  test('the supervisor hands it on within the group, an agent does not', async () => {
    await rated(2)
    const { id } = await theOne()
    expect(await people.xiaowang.refusal(assignCallback, { id, staffId: people.xiaoli.id })).toBe('not_allowed')
    expect(await people.li.refusal(assignCallback, { id, staffId: people.zhang.id })).toBe('agent_unavailable')
    expect(await people.li.refusal(assignCallback, { id, staffId: people.admin.id })).toBe('agent_unavailable')
    const { callback } = await people.li.call(assignCallback, { id, staffId: people.xiaoli.id })
    expect(callback.owner?.id).toBe(people.xiaoli.id)
    expect(await mine()).toEqual([])
    expect(await noticesOf(people.xiaoli)).toContain('callback_new')
  })

  test('only the supervisor takes one back, with a reason', async () => {
    await rated(2)
    const { id } = await theOne()
    const mistake = { id, reason: '测试数据' }
    for (const person of [people.xiaowang, people.chen])
      expect(await person.refusal(cancelCallback, mistake)).toBe('not_allowed')
    expect(await people.li.refusal(cancelCallback, { id, reason: ' ' })).toBe('invalid_input')
    expect((await people.li.call(cancelCallback, mistake)).callback.state).toBe('cancelled')
    expect(await clockStates()).toEqual(['cancelled'])
    expect(await people.li.refusal(cancelCallback, mistake)).toBe('wrong_state')
    // What was taken back is not made again.
    await rate(1)
    expect(await group(people.li)).toEqual([])
  })
})
