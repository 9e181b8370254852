import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import * as contract from '../../domain/escalations/contract.ts'
import { getTicket, resolveTicket } from '../../domain/tickets/contract.ts'
import type { TicketView } from '../../domain/tickets/views.ts'
import { startTestApp } from '../../test/app.ts'
import { type Cast, cast, type Person, signIn } from '../../test/cast.ts'
import { openTicket } from '../../test/tickets.ts'

const app = await startTestApp()
afterAll(() => app.close())
let people: Cast
let ticket: TicketView
beforeEach(async () => {
  await app.reset()
  people = await cast(app)
  ticket = await openTicket(app, people.xiaowang, { take: true })
})

async function pass(minutes: number): Promise<void> {
  app.clock.advance(minutes * 60)
  await app.keeper.runDue()
  await app.relay.idle()
  // Sessions that idle for half an hour are over.
  for (const name of ['xiaowang', 'xiaoli', 'li', 'boss'] as const) Object.assign(people[name], await signIn(app, name))
}
const escalationsOf = async (person: Person, state: 'open' | 'closed' = 'open') =>
  (await person.call(contract.listEscalations, { state })).items
const explanationsOf = async (person: Person, state: 'owed' | 'unread' | 'all' = 'owed') =>
  (await person.call(contract.listExplanations, { state })).items
const escalate = (by: Person, id = app.clock.newId()) =>
  by.call(contract.escalateTicket, { id: ticket.id, escalationId: id, summary: '客户要求赔偿', reason: '超出我的权限' })
const only = <T>(items: readonly T[]): T => {
  expect(items).toHaveLength(1)
  return items[0] as T
}

describe('an agent escalates (R22, R32)', () => {
  test('the supervisor in charge is told at once; the first responsible stays', async () => {
    const { escalation } = await escalate(people.xiaowang)
    expect(escalation).toMatchObject({ level: 1, state: 'raised', cause: 'agent', may: { answer: false } })
    expect(escalation.recipients.map(({ name }) => name)).toEqual(['李主管'])
    const seen = only(await escalationsOf(people.li))
    expect(seen).toMatchObject({ id: escalation.id, may: { answer: true }, reason: '超出我的权限' })
    const after = (await people.xiaowang.call(getTicket, { id: ticket.id })).ticket
    expect(after).toMatchObject({ escalated: true, state: 'in_progress' })
    expect(after.firstResponsible.id).toBe(people.xiaowang.id)
  })

  test('the same request again calls nobody twice', async () => {
    const id = app.clock.newId()
    await escalate(people.xiaowang, id)
    await escalate(people.xiaowang, id)
    only(await escalationsOf(people.li))
  })

  test('nobody else sees it, and who raised it cannot answer it', async () => {
    const { escalation } = await escalate(people.xiaowang)
    expect(await escalationsOf(people.xiaoli)).toEqual([])
    const answer = (by: Person) => by.refusal(contract.acknowledgeEscalation, { id: escalation.id })
    expect(await answer(people.xiaowang)).toBe('not_allowed')
    expect(await answer(people.he)).toBe('not_found')
    const refused = people.zhang.refusal(contract.escalateTicket, {
      id: ticket.id,
      escalationId: app.clock.newId(),
      summary: '别人的工单',
      reason: '试试',
    })
    expect(await refused).toBe('not_found')
  })
})

describe('an escalation (domain/model 2.3)', () => {
  test('goes from raised over acknowledged and acting to closed, each once', async () => {
    const { escalation } = await escalate(people.xiaowang)
    const { id } = escalation
    expect(await people.li.refusal(contract.closeEscalation, { id, outcome: '跳过' })).toBe('wrong_state')
    const { li } = people
    expect((await li.call(contract.acknowledgeEscalation, { id })).escalation).toMatchObject({
      state: 'acknowledged',
      answerDueAt: null,
    })
    expect(await li.refusal(contract.acknowledgeEscalation, { id })).toBe('wrong_state')
    await li.call(contract.actOnEscalation, { id, measure: '物流部今天补发' })
    const { escalation: closed } = await li.call(contract.closeEscalation, { id, outcome: '已补发' })
    expect(closed).toMatchObject({ state: 'closed', outcome: '已补发' })
    expect((await people.xiaowang.call(getTicket, { id: ticket.id })).ticket.escalated).toBe(false)
    await pass(60)
    expect(only(await escalationsOf(li, 'closed')).level).toBe(1)
  })

  test('unanswered for 15 minutes goes up to management, each level once', async () => {
    await escalate(people.xiaowang)
    await pass(14)
    expect(await escalationsOf(people.boss)).toMatchObject([{ level: 1 }])
    await pass(2)
    expect(only(await escalationsOf(people.boss)).level).toBe(2)
    await pass(16)
    const top = only(await escalationsOf(people.boss))
    expect(top.level).toBe(3)
    expect(top.recipients.map(({ name }) => name).sort()).toEqual(['总经理', '李主管'])
    await pass(30)
    expect(only(await escalationsOf(people.boss))).toMatchObject({ level: 3, state: 'raised', answerDueAt: null })
  })

  test('of a critical ticket is raised by itself and waits 5 minutes', async () => {
    await openTicket(app, people.xiaowang, { urgencyRaisers: ['safety'], subject: '杯子炸裂' })
    await app.relay.idle()
    const raised = only(await escalationsOf(people.li))
    expect(raised).toMatchObject({ cause: 'critical', level: 1, raisedBy: null })
    await pass(6)
    expect((await escalationsOf(people.boss))[0]?.level).toBe(2)
  })

  test('ends with its ticket', async () => {
    await escalate(people.xiaowang)
    const result = { result: '已补发', solution: '补发一只杯子', toldBy: 'in_person' } as const
    await people.xiaowang.call(resolveTicket, { id: ticket.id, ...result })
    await app.relay.idle()
    expect(only(await escalationsOf(people.li, 'closed')).closedBy).toBeNull()
  })
})

describe('a breach (SOP 000 四, R44, C11)', () => {
  const breach = () => pass(24 * 60 + 1)

  test('calls the supervisor once and asks the agent to explain within the hour', async () => {
    await breach()
    await pass(1)
    const raised = (await escalationsOf(people.li)).filter(({ cause }) => cause === 'breach')
    expect(raised.map(({ clockKind }) => clockKind).sort()).toEqual(['first_response', 'resolution'])
    const owed = await explanationsOf(people.xiaowang)
    expect(owed).toHaveLength(2)
    const [first] = owed
    const minutes = (Date.parse(first?.dueAt ?? '') - Date.parse(first?.owedAt ?? '')) / 60_000
    expect(minutes).toBe(60)
  })

  test('is explained with a plan; the supervisor reads it, the agent cannot', async () => {
    await breach()
    const [owed] = await explanationsOf(people.xiaowang)
    const id = owed?.id ?? ''
    const tomorrow = new Date(app.clock.now().getTime() + 86_400_000).toISOString()
    const words = { id, cause: '仓库盘点', plan: '明早补发', catchUpAt: tomorrow }
    expect(await people.xiaoli.refusal(contract.writeExplanation, words)).toBe('not_found')
    expect(await people.li.refusal(contract.writeExplanation, words)).toBe('not_allowed')
    const past = { ...words, catchUpAt: '2020-01-01T00:00:00Z' }
    expect(await people.xiaowang.refusal(contract.writeExplanation, past)).toBe('invalid_input')
    const { explanation } = await people.xiaowang.call(contract.writeExplanation, words)
    expect(explanation).toMatchObject({ cause: '仓库盘点', toldCustomer: false, may: { write: false } })
    expect(await people.xiaowang.refusal(contract.readExplanation, { id })).toBe('not_allowed')
    expect(await people.xiaowang.refusal(contract.writeExplanation, words)).toBe('wrong_state')
    only(await explanationsOf(people.li, 'unread'))
    await people.li.call(contract.readExplanation, { id })
    expect(await explanationsOf(people.li, 'unread')).toEqual([])
  })

  test('left unexplained for an hour is told to the supervisor', async () => {
    await breach()
    await pass(61)
    const { db } = app.platform
    const told = await db.selectFrom('notice').select('staffId').where('kind', '=', 'explanation_overdue').execute()
    expect(new Set(told.map(({ staffId }) => staffId))).toEqual(new Set([people.li.id]))
  })
})

test('lists show exactly what the rule allows', async () => {
  const { escalation } = await escalate(people.xiaowang)
  const sees = async (person: Person) => (await escalationsOf(person)).some(({ id }) => id === escalation.id)
  const seen: Record<string, boolean> = {}
  for (const name of ['xiaowang', 'xiaoli', 'chen', 'zhang', 'li', 'he', 'boss'] as const)
    seen[name] = await sees(people[name])
  expect(seen).toEqual({ xiaowang: true, xiaoli: false, chen: false, zhang: false, li: true, he: false, boss: true })
})
