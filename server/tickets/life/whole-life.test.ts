import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { endConversation } from '../../../domain/conversations/contract.ts'
import * as contract from '../../../domain/tickets/contract.ts'
import type { TicketView } from '../../../domain/tickets/views.ts'
import { startTestApp } from '../../../test/app.ts'
import { type Cast, cast, type Person } from '../../../test/cast.ts'
import { category, type Guest, servedBy } from '../../../test/visitor.ts'

const app = await startTestApp()
afterAll(() => app.close())
let people: Cast
let about: string
let customer: Guest & { talk: string }
let id: string
beforeEach(async () => {
  await app.reset()
  people = await cast(app)
  about = await category(app)
  customer = await servedBy(app, people, people.xiaowang)
  id = (await open()).id
})

async function open(more: Record<string, unknown> = {}): Promise<TicketView> {
  const { ticket } = await people.xiaowang.call(contract.createTicket, {
    ticketId: app.clock.newId(),
    conversationId: customer.talk,
    nature: 'request',
    subject: '茶具缺一只杯子',
    category: about,
    descriptionCustomer: '收到时少了一只杯子，请补发。',
    take: true,
    ...more,
  })
  return ticket
}

const hours = 3600
async function pass(seconds: number): Promise<void> {
  app.clock.advance(seconds)
  await stayHere()
  await app.keeper.runDue()
}
/** Nobody's session ends of age while days go by. */
async function stayHere(): Promise<void> {
  const now = app.clock.now()
  await app.platform.db.updateTable('session').set({ createdAt: now, lastSeenAt: now }).execute()
}
async function settled(): Promise<void> {
  app.relay.wake()
  await app.relay.idle()
}
const read = async (who: Person = people.li) => (await who.call(contract.getTicket, { id })).ticket
const lines = async () => {
  const { items } = (await customer.get(`/api/widget/conversations/${customer.talk}/messages`)).body
  return items.filter((line: { system: unknown }) => line.system)
}
const lastLine = async () => (await lines()).at(-1)
const limit = async (kind: string) => (await read()).limits.filter((one) => one.kind === kind).map(({ state }) => state)
const events = async (kind: string) => {
  const { db } = app.platform
  const rows = await db
    .selectFrom('event')
    .select(['payload', 'reason'])
    .where('subjectId', '=', id)
    .where('kind', '=', kind)
    .execute()
  return rows.map(({ payload, reason }) => ({ ...(payload as object), reason }))
}
const notices = async (who: Person) =>
  (await app.platform.db.selectFrom('notice').select('kind').where('staffId', '=', who.id).execute()).map(
    ({ kind }) => kind,
  )
const ask = (more = {}) => people.xiaowang.call(contract.askCustomer, { id, steps: '请拍一张包装的照片', ...more })
const resolve = (more = {}) =>
  people.xiaowang.call(contract.resolveTicket, {
    id,
    result: '漏发一只',
    solution: '明天补发',
    customerNotes: '请留意签收',
    ...more,
  })
const inHours = (count: number) => new Date(app.clock.now().getTime() + count * hours * 1000).toISOString()

describe('words to the customer', () => {
  test('reach them in the conversation, also after its end; the first meet the first response', async () => {
    await people.xiaowang.call(endConversation, { id: customer.talk })
    const reply = { id, noteId: app.clock.newId(), body: '已通知仓库。' }
    await people.xiaowang.call(contract.replyToCustomer, reply)
    const { ticket } = await people.xiaowang.call(contract.replyToCustomer, reply)
    expect((await lines()).filter(({ body }: { body: string }) => body === '已通知仓库。')).toHaveLength(1)
    expect(ticket.firstReplyAt).not.toBeNull()
    expect(await limit('first_response')).toEqual(['met'])
    expect(ticket.nextDue?.kind).toBe('resolution')
    expect(await people.zhang.refusal(contract.replyToCustomer, reply)).toBe('not_found')
    expect(await events('ticket.replied')).toMatchObject([{ isFirst: true, response: { inTime: true } }])
  })
})

describe('waiting for the customer (R34)', () => {
  test('rests the limit until they write, and then goes on', async () => {
    const before = await read()
    const { ticket } = await ask()
    expect(ticket).toMatchObject({ state: 'waiting_customer', waitingSteps: '请拍一张包装的照片', nextDue: null })
    expect((await lastLine()).body).toContain('请拍一张包装的照片')
    await pass(10 * hours)
    await customer.say(customer.talk, '照片发您了')
    await settled()
    const after = await read()
    expect(after).toMatchObject({ state: 'in_progress', waitingUntil: null })
    const due = (view: TicketView) => Date.parse(view.limits.find(({ kind }) => kind === 'resolution')?.dueAt ?? '')
    expect(Math.round((due(after) - due(before)) / 3_600_000)).toBe(10)
    expect(await notices(people.xiaowang)).toContain('ticket_customer_replied')
    await customer.say(customer.talk, '还有一张')
    await settled()
    expect(await events('ticket.customer_answered')).toHaveLength(1)
  })

  test('reminds after 24 h and resolves after 72 h of silence; the customer may still disagree', async () => {
    await ask()
    await pass(24 * hours + 1)
    expect((await lastLine()).system.key).toBe('ticket_reminded')
    await pass(24 * hours)
    expect((await read()).state).toBe('waiting_customer')
    await pass(24 * hours)
    expect(await read()).toMatchObject({ state: 'resolved', surveyState: 'skipped' })
    expect(await events('ticket.customer_reminded')).toHaveLength(1)
    expect(await events('ticket.customer_silent')).toMatchObject([{ reason: 'no_reply' }])
    expect(await limit('resolution')).toEqual(['met'])
    const { ticket } = await people.xiaowang.call(contract.disputeTicket, { id, reason: '刚看到' })
    expect(ticket.state).toBe('in_progress')
  })

  test('takes a deadline of the future only, and an answer by phone', async () => {
    const late = { id, steps: '请拍照', until: inHours(-1) }
    expect(await people.xiaowang.refusal(contract.askCustomer, late)).toBe('invalid_input')
    expect(await people.xiaowang.refusal(contract.customerAnswered, { id, body: '电话里说了' })).toBe('wrong_state')
    await ask({ until: inHours(4) })
    await pass(2 * hours + 1)
    expect((await lastLine()).system.key).toBe('ticket_reminded')
    const { ticket } = await people.xiaowang.call(contract.customerAnswered, { id, body: '电话里说了' })
    expect(ticket.state).toBe('in_progress')
    await pass(3 * hours)
    expect((await read()).state).toBe('in_progress')
  })
})

describe('the result (R33)', () => {
  test('is told with solution, notes and the question how it was', async () => {
    const { ticket } = await resolve()
    expect(ticket).toMatchObject({ state: 'resolved', surveyState: 'invited', nextDue: null })
    const { body, system } = await lastLine()
    expect(system.key).toBe('ticket_result')
    for (const words of ['漏发一只', '明天补发', '请留意签收', '/s/']) expect(body).toContain(words)
    expect(ticket.feedbackNoteId).not.toBeNull()
    expect(await events('ticket.resolved')).toMatchObject([{ outcome: { inTime: true }, survey: 'invited' }])
    expect(await people.xiaowang.refusal(contract.resolveTicket, { id, result: 'x', solution: 'y' })).toBe(
      'wrong_state',
    )
  })

  test('closes by itself after 72 h, and is archived 7 days later when the record is complete', async () => {
    await resolve()
    await pass(72 * hours + 1)
    expect(await read()).toMatchObject({ state: 'closed', closeReason: 'silent' })
    await pass(7 * 24 * hours + 1)
    expect((await read()).missing).toEqual(['process', 'when', 'why'])
    expect(await notices(people.xiaowang)).toContain('ticket_incomplete')
    expect(await people.xiaowang.refusal(contract.archiveTicket, { id })).toBe('record_incomplete')
    await people.xiaowang.call(contract.addNote, { id, noteId: app.clock.newId(), kind: 'process', body: '查仓库记录' })
    const { revision } = await read()
    await people.xiaowang.call(contract.editTicket, { id, revision, occurredAt: inHours(-300) })
    const waive = { id, field: 'why', reason: '仓库无法查明' } as const
    expect(await people.xiaowang.refusal(contract.waiveField, waive)).toBe('not_allowed')
    expect(await people.li.refusal(contract.waiveField, { ...waive, field: 'what' })).toBe('invalid_input')
    await people.li.call(contract.waiveField, waive)
    await pass(7 * 24 * hours + 1)
    expect(await read()).toMatchObject({ state: 'archived', missing: [] })
    expect(await people.li.refusal(contract.reopenTicket, { id, reason: '再看' })).toBe('wrong_state')
  })

  test('is confirmed, re-opened within 7 days, and from the second time on urgent', async () => {
    await resolve()
    const { ticket: closed } = await people.xiaowang.call(contract.confirmTicket, { id, words: '收到，谢谢' })
    expect(closed).toMatchObject({ state: 'closed', closeReason: 'confirmed' })
    const { ticket: again } = await people.xiaowang.call(contract.reopenTicket, { id, reason: '又缺一只' })
    expect(again).toMatchObject({ state: 'in_progress', reopenedCount: 1, urgency: 'normal' })
    expect(await limit('resolution')).toEqual(['met', 'running'])
    await resolve()
    const { ticket: second } = await people.li.call(contract.disputeTicket, { id, reason: '还是不对' })
    expect(second).toMatchObject({ reopenedCount: 2, urgency: 'urgent' })
    expect(await notices(people.xiaowang)).toContain('ticket_disputed')
    await resolve()
    await people.xiaowang.call(contract.confirmTicket, { id })
    await pass(7 * 24 * hours - 60)
    app.clock.advance(120)
    await stayHere()
    expect(await people.xiaowang.refusal(contract.reopenTicket, { id, reason: '太晚' })).toBe('wrong_state')
  })

  test('cannot be told where there is no conversation', async () => {
    const walkIn = await open({ conversationId: undefined, anonymousReason: '到店' })
    const told = { id: walkIn.id, result: '补发', solution: '明天' }
    expect(await people.xiaowang.refusal(contract.resolveTicket, told)).toBe('invalid_input')
    const { ticket } = await people.xiaowang.call(contract.resolveTicket, { ...told, toldBy: 'phone' })
    expect(ticket).toMatchObject({ state: 'resolved', surveyState: 'skipped' })
  })
})

describe('limits', () => {
  test('remind the owner and breach once each; the supervisor hears of what is urgent', async () => {
    id = (await open({ urgency: 'urgent' })).id
    await pass(1 * hours + 1)
    expect(await events('ticket.reminded')).toMatchObject([
      { clock: 'first_response', percent: 50 },
      { clock: 'resolution', percent: 50 },
    ])
    await pass(1 * hours)
    await app.keeper.runDue()
    expect((await events('ticket.breached')).length).toBe(2)
    expect(await read()).toMatchObject({ nextDue: { kind: 'first_response' } })
    expect(await notices(people.li)).toContain('ticket_breached')
    expect(await notices(people.boss)).toEqual([])
    await resolve()
    expect(await limit('first_response')).toEqual(['met_late'])
    expect(await limit('resolution')).toEqual(['met_late'])
    expect(await events('ticket.resolved')).toMatchObject([{ outcome: { inTime: false } }])
  })

  test('of a department bring the ticket back and call the supervisor (R71)', async () => {
    const ask = { id, departmentId: people.department, request: '请核实' }
    await people.xiaowang.call(contract.sendToDepartment, { ...ask, dueAt: inHours(3) })
    expect((await read()).nextDue?.kind).toBe('department_node')
    await pass(3 * hours + 1)
    expect(await read()).toMatchObject({ state: 'in_progress', nodes: [{ state: 'overdue' }] })
    expect(await notices(people.li)).toContain('department_overdue')
    expect(await notices(people.he)).toContain('department_overdue')
    const nodeId = (await read()).nodes[0]?.id as string
    const { ticket } = await people.he.call(contract.returnNode, { id, nodeId, result: '迟到的结果' })
    expect(ticket).toMatchObject({ state: 'in_progress', nodes: [{ state: 'returned' }] })
    expect(await events('ticket.department_returned')).toMatchObject([{ late: true }])
  })
})

describe('ends without a result', () => {
  test('are a supervisor’s: cancelled tickets count in no limit', async () => {
    expect(await people.xiaowang.refusal(contract.cancelTicket, { id, reason: '测试' })).toBe('not_allowed')
    expect(await people.chen.refusal(contract.cancelTicket, { id, reason: '测试' })).toBe('not_allowed')
    expect(await people.li.refusal(contract.cancelTicket, { id, reason: '' })).toBe('invalid_input')
    const { ticket } = await people.li.call(contract.cancelTicket, { id, reason: '测试' })
    expect(ticket).toMatchObject({ state: 'cancelled', nextDue: null })
    expect([...(await limit('first_response')), ...(await limit('resolution'))]).toEqual(['cancelled', 'cancelled'])
    const note = { id, noteId: app.clock.newId(), kind: 'process', body: '再记一笔' } as const
    expect(await people.xiaowang.refusal(contract.addNote, note)).toBe('wrong_state')
  })

  test('merged: the other lives on, and the customer hears its number', async () => {
    const other = await open()
    expect(await people.li.refusal(contract.mergeTicket, { id, intoId: id, reason: '同一件事' })).toBe('invalid_input')
    const nowhere = { id, intoId: app.clock.newId(), reason: '同一件事' }
    expect(await people.li.refusal(contract.mergeTicket, nowhere)).toBe('invalid_input')
    const { ticket } = await people.li.call(contract.mergeTicket, { id, intoId: other.id, reason: '同一件事' })
    expect(ticket).toMatchObject({ state: 'merged', duplicateOf: other.id, links: [{ id: other.id, kind: 'merged' }] })
    expect((await lastLine()).body).toContain(other.no)
    const back = { id: other.id, intoId: id, reason: '反过来' }
    expect(await people.li.refusal(contract.mergeTicket, back)).toBe('wrong_state')
  })
})

describe('split and links', () => {
  test('a second matter gets its own ticket, once', async () => {
    const split = {
      id,
      ticketId: app.clock.newId(),
      subject: '要改地址',
      category: about,
      descriptionCustomer: '另外改地址',
    }
    const { ticket } = await people.xiaowang.call(contract.splitTicket, split)
    expect(ticket).toMatchObject({ id: split.ticketId, links: [{ id, kind: 'split' }], conversationId: customer.talk })
    expect(ticket.customer?.id).toBe((await read()).customer?.id)
    await people.xiaowang.call(contract.splitTicket, split)
    expect((await read()).links).toHaveLength(1)
    const link = { id, otherNo: ticket.no }
    expect((await people.xiaowang.call(contract.linkTickets, link)).ticket.links).toHaveLength(1)
    const foreign = await people.zhang.call(contract.createTicket, {
      ticketId: app.clock.newId(),
      nature: 'consult',
      subject: '别组的单',
      category: about,
      descriptionCustomer: '别组',
      anonymousReason: '电话',
      groupId: people.groupB,
    })
    expect(await people.xiaowang.refusal(contract.linkTickets, { id, otherNo: foreign.ticket.no })).toBe(
      'invalid_input',
    )
  })
})
