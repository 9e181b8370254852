import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import * as contract from '../../domain/commitments/contract.ts'
import { getTimeline } from '../../domain/tickets/contract.ts'
import type { TicketView } from '../../domain/tickets/views.ts'
import { startTestApp } from '../../test/app.ts'
import { type Cast, cast, type Person, signIn } from '../../test/cast.ts'
import { openTicket } from '../../test/tickets.ts'
import { servedBy } from '../../test/visitor.ts'

const app = await startTestApp()
afterAll(() => app.close())
let people: Cast
let ticket: TicketView
beforeEach(async () => {
  await app.reset()
  people = await cast(app)
  ticket = await openTicket(app, people.xiaowang, { take: true })
})

const inMinutes = (minutes: number) => new Date(app.clock.now().getTime() + minutes * 60_000).toISOString()
async function pass(minutes: number): Promise<void> {
  app.clock.advance(minutes * 60)
  await app.keeper.runDue()
  // Sessions that idle for half an hour are over.
  for (const name of ['xiaowang', 'xiaoli', 'li'] as const) Object.assign(people[name], await signIn(app, name))
}
const promise = (more: object = {}) => ({
  commitmentId: app.clock.newId(),
  ticketId: ticket.id,
  body: '电话告知补发单号',
  dueAt: inMinutes(120),
  channel: 'phone' as const,
  customerAgreed: true,
  ...more,
})
const make = async (more?: object) => (await people.xiaowang.call(contract.makeCommitment, promise(more))).commitment
const listed = async (person: Person, wanted: object = {}) =>
  (await person.call(contract.listCommitments, wanted)).items
const noticesOf = async (kind: string) => {
  const rows = await app.platform.db.selectFrom('notice').select('staffId').where('kind', '=', kind).execute()
  return rows.map(({ staffId }) => staffId)
}

describe('a promise (SOP 000 二(三), R35)', () => {
  test('has a number, a time and the customer’s consent, and stands on the timeline', async () => {
    const made = await make()
    expect(made.no).toMatch(/^CN\d{8}0001$/)
    expect(made).toMatchObject({ state: 'agreed', customerAgreed: true, ticket: { id: ticket.id } })
    const { items } = await people.xiaowang.call(getTimeline, { id: ticket.id })
    expect(items.map(({ kind }) => kind)).toContain('commitment.made')
  })

  test('sent twice is one promise', async () => {
    const once = promise()
    await people.xiaowang.call(contract.makeCommitment, once)
    await people.xiaowang.call(contract.makeCommitment, once)
    expect(await listed(people.xiaowang)).toHaveLength(1)
  })

  test('without consent waits for it', async () => {
    const { id, state } = await make({ customerAgreed: false })
    expect(state).toBe('proposed')
    expect(await people.xiaowang.refusal(contract.keepCommitment, { id, outcome: '已致电' })).toBe('wrong_state')
    const { commitment } = await people.xiaowang.call(contract.agreeCommitment, { id })
    expect(commitment).toMatchObject({ state: 'agreed', customerAgreed: true })
  })

  test('in a conversation belongs to it', async () => {
    const customer = await servedBy(app, people, people.xiaowang)
    const made = await make({ ticketId: undefined, conversationId: customer.talk })
    expect(made).toMatchObject({ conversationId: customer.talk, ticket: null })
    expect(await listed(people.xiaowang, { conversationId: customer.talk })).toHaveLength(1)
  })

  test('of the past, of nothing or on another’s ticket is refused', async () => {
    const { xiaowang, zhang } = people
    expect(await xiaowang.refusal(contract.makeCommitment, promise({ dueAt: inMinutes(-1) }))).toBe('invalid_input')
    expect(await xiaowang.refusal(contract.makeCommitment, promise({ ticketId: undefined }))).toBe('invalid_input')
    expect(await zhang.refusal(contract.makeCommitment, promise())).toBe('not_found')
    expect(await listed(xiaowang)).toEqual([])
  })
})

describe('its time (domain/model 2.3)', () => {
  test('is reminded of 30 minutes before, once', async () => {
    const { id } = await make()
    await pass(89)
    expect(await noticesOf('commitment_due_soon')).toEqual([])
    await pass(2)
    await pass(1)
    expect(await noticesOf('commitment_due_soon')).toEqual([people.xiaowang.id])
    expect((await listed(people.xiaowang))[0]).toMatchObject({ id, state: 'due_soon' })
  })

  test('kept in time is kept; after it, kept late, and the supervisor knew', async () => {
    const first = await make()
    const second = await make()
    const keep = (id: string) => people.xiaowang.call(contract.keepCommitment, { id, outcome: '已告知单号' })
    expect((await keep(first.id)).commitment.state).toBe('kept')
    await pass(121)
    expect(new Set(await noticesOf('commitment_missed'))).toEqual(new Set([people.xiaowang.id, people.li.id]))
    expect((await listed(people.xiaowang)).map(({ state }) => state)).toEqual(['missed'])
    expect((await keep(second.id)).commitment.state).toBe('kept_late')
  })

  test('can be moved before it comes, with word to the customer, never after (R45)', async () => {
    const { id } = await make()
    const move = { id, dueAt: inMinutes(300), toldBy: 'phone' as const, reason: '快递停运' }
    const silent = { ...move, toldBy: 'message' as const }
    expect(await people.xiaowang.refusal(contract.renegotiateCommitment, silent)).toBe('invalid_input')
    const { commitment } = await people.xiaowang.call(contract.renegotiateCommitment, move)
    expect(commitment).toMatchObject({ state: 'agreed', replaces: id, dueAt: move.dueAt })
    const ended = await listed(people.xiaowang, { state: 'ended' })
    expect(ended.map(({ id: of, state }) => [of, state])).toEqual([[id, 'renegotiated']])
    await pass(301)
    const late = { ...move, id: commitment.id, dueAt: inMinutes(60) }
    expect(await people.xiaowang.refusal(contract.renegotiateCommitment, late)).toBe('wrong_state')
  })
})

describe('a colleague', () => {
  test('takes it over only by accepting', async () => {
    const { id } = await make()
    const { xiaowang, xiaoli, he } = people
    const ask = { id, toStaffId: xiaoli.id, reason: '我要下班了' }
    expect(await xiaowang.refusal(contract.offerCommitment, { ...ask, toStaffId: he.id })).toBe('agent_unavailable')
    const { commitment } = await xiaowang.call(contract.offerCommitment, ask)
    expect(commitment).toMatchObject({ owner: { id: xiaowang.id }, offeredTo: { id: xiaoli.id } })
    const { commitment: taken } = await xiaoli.call(contract.answerCommitmentOffer, { id, accept: true })
    expect(taken).toMatchObject({ owner: { id: xiaoli.id }, offeredTo: null })
    expect(await xiaoli.refusal(contract.answerCommitmentOffer, { id, accept: true })).toBe('wrong_state')
  })

  test('who was not asked sees nothing of it', async () => {
    const { id } = await make()
    expect(await listed(people.xiaoli)).toEqual([])
    expect(await people.xiaoli.refusal(contract.keepCommitment, { id, outcome: '好' })).toBe('not_found')
    expect(await listed(people.li, { list: 'group' })).toHaveLength(1)
    expect((await listed(people.boss, { list: 'group' }))[0]?.may.work).toBe(false)
  })
})
