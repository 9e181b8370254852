import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { attemptCallback } from '../../domain/callbacks/contract.ts'
import type { ComplaintView } from '../../domain/complaints/contract.ts'
import * as contract from '../../domain/complaints/contract.ts'
import { getTicket, getTimeline } from '../../domain/tickets/contract.ts'
import type { TicketView } from '../../domain/tickets/views.ts'
import { startTestApp } from '../../test/app.ts'
import { type Cast, cast, type Person } from '../../test/cast.ts'
import { openTicket } from '../../test/tickets.ts'
import { servedBy } from '../../test/visitor.ts'
import { contextFor } from '../platform/context.ts'
import { registerComplaint } from './follow.ts'

const app = await startTestApp()
afterAll(() => app.close())
let people: Cast
let ticket: TicketView
let complaint: ComplaintView
beforeEach(async () => {
  await app.reset()
  people = await cast(app)
  const customer = await servedBy(app, people, people.xiaowang)
  const draft = await openTicket(app, people.xiaowang, {
    nature: 'complaint',
    conversationId: customer.talk,
    anonymousReason: '',
    channel: undefined,
    subject: '快递破损，客服态度差',
    take: true,
  })
  ticket = draft
  await app.relay.idle()
  complaint = await current()
})

const current = async (by: Person = people.xiaowang) => {
  const { complaint: found } = await by.call(contract.complaintOfTicket, { id: ticket.id })
  if (!found) throw new Error('no complaint')
  return found
}
const tomorrow = () => new Date(app.clock.now().getTime() + 86_400_000).toISOString()
const item = (more: object = {}) => ({ body: '补发并致歉', ownerId: people.xiaowang.id, dueAt: tomorrow(), ...more })
const id = () => complaint.id
async function toExecution(): Promise<void> {
  const { xiaowang } = people
  await xiaowang.call(contract.sootheComplaint, { id: id(), how: 'message', words: '非常抱歉给您带来不好的体验' })
  await xiaowang.call(contract.investigateComplaint, { id: id() })
  await xiaowang.call(contract.offerPlan, { id: id(), items: [item()] })
  await xiaowang.call(contract.answerPlan, { id: id(), accept: true, feedback: '同意补发' })
  await xiaowang.call(contract.executePlan, { id: id() })
}
async function toRevisit(): Promise<string> {
  await toExecution()
  const [first] = (await current()).plan
  await people.xiaowang.call(contract.finishPlanItem, { id: id(), itemId: first?.id ?? '' })
  const { complaint: resolved } = await people.xiaowang.call(contract.resolveComplaint, { id: id() })
  return resolved.revisit?.id ?? ''
}
const revisit = (revisitId: string) =>
  people.li.call(attemptCallback, {
    id: revisitId,
    attemptId: app.clock.newId(),
    channel: 'phone',
    outcome: 'reached',
    note: '',
    result: '客户接受道歉',
    suggestion: '',
  })

describe('a ticket of nature complaint', () => {
  test('has one complaint with a number, and the people in charge know', async () => {
    expect(complaint.no).toMatch(/^TS\d{8}0001$/)
    expect(complaint).toMatchObject({ state: 'registered', firstHandler: { id: people.xiaowang.id } })
    const notices = await app.platform.db
      .selectFrom('notice')
      .select('staffId')
      .where('kind', '=', 'complaint_new')
      .execute()
    expect(notices.map(({ staffId }) => staffId)).toContain(people.li.id)
  })

  test('has one also when the reaction runs again', async () => {
    const event = await app.platform.db
      .selectFrom('event')
      .selectAll()
      .where('subjectId', '=', ticket.id)
      .where('kind', '=', 'ticket.created')
      .executeTakeFirstOrThrow()
    const again = {
      ...event,
      subject: { type: 'ticket', id: ticket.id },
      payload: {},
      actorType: 'system',
      actorId: null,
    } as never
    const ctx = contextFor(app.platform, { kind: 'system' })
    await Promise.all([registerComplaint(ctx, again), registerComplaint(ctx, again)])
    const rows = await app.platform.db.selectFrom('complaint').select('id').execute()
    expect(rows).toHaveLength(1)
  })

  test('other tickets have none', async () => {
    const other = await openTicket(app, people.xiaowang)
    expect((await people.xiaowang.call(contract.complaintOfTicket, { id: other.id })).complaint).toBeNull()
  })
})

describe('soothe first, then solve (R36)', () => {
  test('no plan before the apology; the words reach the customer as they stand', async () => {
    const { xiaowang } = people
    expect(await xiaowang.refusal(contract.offerPlan, { id: id(), items: [item()] })).toBe('wrong_state')
    expect(await xiaowang.refusal(contract.investigateComplaint, { id: id() })).toBe('wrong_state')
    const words = '非常抱歉给您带来不好的体验'
    const { complaint: soothed } = await xiaowang.call(contract.sootheComplaint, { id: id(), how: 'message', words })
    expect(soothed).toMatchObject({ state: 'soothed', soothing: words, soothedHow: 'message' })
    const { items } = await xiaowang.call(getTimeline, { id: ticket.id })
    expect(items.some(({ note }) => note?.kind === 'reply' && note.body === words)).toBe(true)
  })

  test('a call counts by its note', async () => {
    const words = '电话致歉，客户情绪平复'
    const { complaint: soothed } = await people.xiaowang.call(contract.sootheComplaint, {
      id: id(),
      how: 'call',
      words,
    })
    expect(soothed.soothedHow).toBe('call')
  })
})

describe('the plan', () => {
  test('has owners who work here and deadlines to come', async () => {
    const { xiaowang } = people
    await xiaowang.call(contract.sootheComplaint, { id: id(), how: 'call', words: '已致歉' })
    await xiaowang.call(contract.investigateComplaint, { id: id() })
    const offer = (more: object) => xiaowang.refusal(contract.offerPlan, { id: id(), items: [item(more)] })
    expect(await offer({ dueAt: '2020-01-01T00:00:00Z' })).toBe('invalid_input')
    expect(await offer({ ownerId: app.clock.newId() })).toBe('invalid_input')
    const { complaint: offered } = await xiaowang.call(contract.offerPlan, { id: id(), items: [item()] })
    expect(offered.plan.map(({ owner }) => owner.id)).toEqual([xiaowang.id])
  })

  test('rejected is talked about again and offered anew', async () => {
    const { xiaowang } = people
    await xiaowang.call(contract.sootheComplaint, { id: id(), how: 'call', words: '已致歉' })
    await xiaowang.call(contract.investigateComplaint, { id: id() })
    await xiaowang.call(contract.offerPlan, { id: id(), items: [item()] })
    await xiaowang.call(contract.answerPlan, { id: id(), accept: false, feedback: '不接受' })
    expect(await xiaowang.refusal(contract.executePlan, { id: id() })).toBe('wrong_state')
    await xiaowang.call(contract.renegotiateComplaint, { id: id() })
    const { complaint: again } = await xiaowang.call(contract.offerPlan, { id: id(), items: [item({ body: '退款' })] })
    expect(again.plan.map(({ body }) => body)).toEqual(['退款'])
  })

  test('is carried out item by item before it is resolved', async () => {
    await toExecution()
    expect(await people.xiaowang.refusal(contract.resolveComplaint, { id: id() })).toBe('wrong_state')
    expect((await current()).may.steps).not.toContain('resolve')
  })
})

describe('closing', () => {
  test('needs the revisit, which is one call-back (R47)', async () => {
    const revisitId = await toRevisit()
    expect(await people.li.refusal(contract.closeComplaint, { id: id() })).toBe('record_incomplete')
    await revisit(revisitId)
    const { complaint: closed } = await people.li.call(contract.closeComplaint, { id: id() })
    expect(closed).toMatchObject({ state: 'closed', closedBy: { id: people.li.id }, revisit: { state: 'done' } })
  })

  test('is never done by whom it is about, nor by an agent', async () => {
    const revisitId = await toRevisit()
    await revisit(revisitId)
    await people.li.call(contract.editComplaint, { id: id(), responsibleAgentId: people.li.id })
    expect(await people.li.refusal(contract.closeComplaint, { id: id() })).toBe('not_allowed')
    const another = { id: id(), responsibleAgentId: people.xiaowang.id }
    expect(await people.li.refusal(contract.editComplaint, another)).toBe('not_allowed')
    expect(await people.xiaowang.refusal(contract.closeComplaint, { id: id() })).toBe('not_allowed')
    expect((await people.chen.call(contract.closeComplaint, { id: id() })).complaint.state).toBe('closed')
  })

  test('is asked for by the archive', async () => {
    const { missing } = (await people.li.call(getTicket, { id: ticket.id })).ticket
    expect(missing).toEqual(expect.arrayContaining(['apology', 'plan', 'revisit']))
    await revisit(await toRevisit())
    const { missing: left } = (await people.li.call(getTicket, { id: ticket.id })).ticket
    expect(left).not.toEqual(expect.arrayContaining(['apology']))
    expect(left.filter((field) => ['apology', 'plan', 'revisit'].includes(field))).toEqual([])
  })
})

test('compensation stays within the limit of the role (model 2.5)', async () => {
  const give = (amount: number) => ({ id: id(), compensation: { amount, note: '运费' } })
  expect(await people.xiaowang.refusal(contract.editComplaint, give(51))).toBe('not_allowed')
  expect((await people.xiaowang.call(contract.editComplaint, give(50))).complaint.compensation?.amount).toBe(50)
  expect((await people.chen.call(contract.editComplaint, give(199.5))).complaint.compensation?.amount).toBe(199.5)
  expect(await people.li.refusal(contract.editComplaint, give(1001))).toBe('not_allowed')
})

test('who sees the ticket and complaints sees it, in the list and by its ticket', async () => {
  const seen: Record<string, [boolean, boolean]> = {}
  for (const name of ['xiaowang', 'xiaoli', 'chen', 'zhang', 'li', 'boss'] as const) {
    const one = await people[name].call(contract.complaintOfTicket, { id: ticket.id }).then(
      () => true,
      () => false,
    )
    const { items } = await people[name].call(contract.listComplaints, {})
    seen[name] = [one, items.some((found) => found.id === id())]
  }
  expect(seen).toEqual({
    xiaowang: [true, true],
    xiaoli: [false, false],
    chen: [true, true],
    zhang: [false, false],
    li: [true, true],
    boss: [true, true],
  })
  expect(await people.he.refusal(contract.listComplaints, {})).toBe('not_allowed')
  expect((await people.boss.call(contract.listComplaints, {})).items[0]?.customer?.name).toContain('*')
})

test('the 15 days of Taiwan run where the centre has switched them on', async () => {
  const clocks = () =>
    app.platform.db
      .selectFrom('clock')
      .select(['state', 'startedAt', 'dueAt'])
      .where('kind', '=', 'complaint_statutory')
      .execute()
  expect(await clocks()).toEqual([])
  await app.platform.db
    .insertInto('servicePolicy')
    .values({
      id: app.clock.newId(),
      kind: 'complaint_statutory',
      targetMinutes: 15 * 24 * 60,
      active: true,
      position: 1,
    })
    .execute()
  app.platform.hints.publish({ topic: 'settings.changed' })
  await openTicket(app, people.xiaowang, { nature: 'complaint', subject: '漏发' })
  await app.relay.idle()
  const [running] = await clocks()
  expect((Number(running?.dueAt) - Number(running?.startedAt)) / 86_400_000).toBe(15)
})
