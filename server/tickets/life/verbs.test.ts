import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import * as contract from '../../../domain/tickets/contract.ts'
import { startTestApp } from '../../../test/app.ts'
import { type Cast, cast, type Person } from '../../../test/cast.ts'
import { category } from '../../../test/visitor.ts'

const app = await startTestApp()
afterAll(() => app.close())
let people: Cast
let about: string
beforeEach(async () => {
  await app.reset()
  people = await cast(app)
  about = await category(app)
})

type Create = Parameters<typeof create>[1]
async function create(by: Person, more: Record<string, unknown> = {}) {
  const { ticket } = await by.call(contract.createTicket, {
    ticketId: app.clock.newId(),
    nature: 'request',
    subject: '茶具缺一只杯子',
    category: about,
    descriptionCustomer: '收到时少了一只杯子，请补发。',
    anonymousReason: '客户到店，未留姓名',
    channel: 'store',
    ...more,
  })
  return ticket
}
const started = (by: Person = people.xiaowang, more: Create = {}) => create(by, { take: true, ...more })
const kinds = async (id: string, by: Person = people.li) =>
  (await by.call(contract.getTimeline, { id })).items.map(({ kind }) => kind.replace('ticket.', ''))
const notices = async (who: Person) =>
  (await app.platform.db.selectFrom('notice').select('kind').where('staffId', '=', who.id).execute()).map(
    ({ kind }) => kind,
  )
const inHours = (hours: number) => new Date(app.clock.now().getTime() + hours * 3_600_000).toISOString()

describe('who takes it', () => {
  test('an agent of the group takes what is new; a second one finds it in somebody’s hands', async () => {
    const { id } = await create(people.chen)
    const { ticket } = await people.xiaowang.call(contract.acceptTicket, { id })
    expect(ticket).toMatchObject({ state: 'in_progress', assignee: { id: people.xiaowang.id } })
    expect(ticket.firstResponsible.id).toBe(people.chen.id)
    expect(await people.xiaoli.refusal(contract.acceptTicket, { id })).toBe('not_found')
    expect(await people.zhang.refusal(contract.acceptTicket, { id })).toBe('not_found')
  })

  test('a supervisor assigns it; the first responsible stays, and the person is told', async () => {
    const { id } = await create(people.xiaowang)
    const { ticket } = await people.li.call(contract.assignTicket, {
      id,
      toStaffId: people.xiaoli.id,
      reason: '更熟悉',
    })
    expect(ticket).toMatchObject({ state: 'assigned', assignee: { id: people.xiaoli.id } })
    expect(ticket.firstResponsible.id).toBe(people.xiaowang.id)
    expect(await notices(people.xiaoli)).toContain('ticket_assigned')
    const unfit = { id, toStaffId: people.he.id }
    expect(await people.li.refusal(contract.assignTicket, unfit)).toBe('agent_unavailable')
    expect(await people.li.refusal(contract.assignTicket, { id })).toBe('invalid_input')
    expect(await people.xiaoli.refusal(contract.assignTicket, { id, toGroupId: app.clock.newId() })).toBe(
      'invalid_input',
    )
  })
})

describe('first responsibility (R46)', () => {
  test('moves only when the person who was asked accepts', async () => {
    const { id } = await started()
    const ask = { id, toStaffId: people.xiaoli.id, reason: '明天休假' }
    expect(await people.xiaoli.refusal(contract.handOverTicket, ask)).toBe('not_found')
    await people.xiaowang.call(contract.handOverTicket, ask)
    expect(await people.xiaowang.refusal(contract.handOverTicket, ask)).toBe('already_exists')
    const { ticket: before } = await people.xiaoli.call(contract.getTicket, { id })
    expect(before.firstResponsible.id).toBe(people.xiaowang.id)
    expect(await people.li.refusal(contract.answerHandOver, { id, accept: true })).toBe('wrong_state')
    const { ticket } = await people.xiaoli.call(contract.answerHandOver, { id, accept: true })
    expect([ticket.firstResponsible.id, ticket.assignee?.id]).toEqual([people.xiaoli.id, people.xiaoli.id])
    expect(await notices(people.xiaowang)).toContain('ticket_handover_answered')
  })

  test('stays when they decline, who then see it no more', async () => {
    const { id } = await started()
    await people.xiaowang.call(contract.handOverTicket, { id, toStaffId: people.zhang.id, reason: '请接手' })
    await people.zhang.call(contract.getTicket, { id })
    await people.zhang.call(contract.answerHandOver, { id, accept: false, reason: '已满' })
    expect(await people.zhang.refusal(contract.getTicket, { id })).toBe('not_found')
    const { ticket } = await people.xiaowang.call(contract.getTicket, { id })
    expect(ticket.firstResponsible.id).toBe(people.xiaowang.id)
  })
})

describe('a department’s part (R28, R71)', () => {
  const send = (id: string, more = {}) =>
    people.xiaowang.call(contract.sendToDepartment, {
      id,
      departmentId: people.department,
      request: '请核实发货记录',
      ...more,
    })

  test('is asked for, taken and returned; its contacts see it and nothing of the customer', async () => {
    const { id } = await started()
    expect(await people.he.refusal(contract.getTicket, { id })).toBe('not_found')
    const { ticket: sent } = await send(id)
    expect(sent).toMatchObject({ state: 'waiting_department', nodes: [{ state: 'open' }] })
    expect(await notices(people.he)).toEqual(['department_asked'])
    const nodeId = sent.nodes[0]?.id as string
    const { ticket: theirs } = await people.he.call(contract.getTicket, { id })
    expect(theirs).toMatchObject({
      anonymousReason: '',
      quotes: [],
      may: { answer: true, work: false, reassign: false },
    })
    await people.he.call(contract.takeNode, { id, nodeId })
    await people.he.call(contract.addNote, { id, noteId: app.clock.newId(), kind: 'internal', body: '正在查监控' })
    expect(await people.he.refusal(contract.resolveTicket, { id, result: 'x', solution: 'y', toldBy: 'phone' })).toBe(
      'not_allowed',
    )
    const { ticket: back } = await people.he.call(contract.returnNode, { id, nodeId, result: '漏发一只，已补' })
    expect(back).toMatchObject({ state: 'in_progress', nodes: [{ state: 'returned', result: '漏发一只，已补' }] })
    expect(await people.he.refusal(contract.returnNode, { id, nodeId, result: '又' })).toBe('wrong_state')
    expect(await notices(people.xiaowang)).toContain('ticket_returned')
    const seen = await kinds(id, people.he)
    expect(seen).toContain('department_returned')
    expect(await kinds(id)).toEqual(
      expect.arrayContaining(['created', 'sent_to_department', 'department_taken', 'department_returned']),
    )
  })

  test('may be two at once: the ticket goes on with the last', async () => {
    const { id } = await started()
    const other = app.clock.newId()
    const name = JSON.stringify({ 'zh-CN': '物流部', 'zh-TW': '物流部', en: 'Logistics' })
    await app.platform.db.insertInto('department').values({ id: other, key: 'logistics', name }).execute()
    await send(id)
    const { ticket } = await send(id, { departmentId: other })
    const [mine, theirs] = ticket.nodes
    const { ticket: seen } = await people.he.call(contract.getTicket, { id })
    expect(seen.nodes.map(({ request }) => request)).toEqual(['请核实发货记录', ''])
    const foreign = { id, nodeId: theirs?.id as string, result: '越权' }
    expect(await people.he.refusal(contract.returnNode, foreign)).toBe('not_found')
    await people.he.call(contract.returnNode, { id, nodeId: mine?.id as string, result: '好' })
    expect((await people.xiaowang.call(contract.getTicket, { id })).ticket.state).toBe('waiting_department')
    const recall = { id, nodeId: theirs?.id as string, reason: '不再需要' }
    expect((await people.xiaowang.call(contract.recallNode, recall)).ticket.state).toBe('in_progress')
  })

  test('is refused for yesterday and for a department that is not there', async () => {
    const { id } = await started()
    const ask = { id, departmentId: people.department, request: '请核实' }
    expect(await people.xiaowang.refusal(contract.sendToDepartment, { ...ask, dueAt: inHours(-1) })).toBe(
      'invalid_input',
    )
    const nowhere = { ...ask, departmentId: app.clock.newId() }
    expect(await people.xiaowang.refusal(contract.sendToDepartment, nowhere)).toBe('invalid_input')
    expect((await people.xiaowang.call(contract.getTicket, { id })).ticket.state).toBe('in_progress')
  })
})

describe('urgency (R21)', () => {
  test('is raised by anybody who works it, and limits come nearer', async () => {
    const ticket = await started()
    const raise = { id: ticket.id, urgency: 'normal' as const, raisers: ['safety' as const], reason: '有人受伤' }
    const { ticket: raised } = await people.xiaowang.call(contract.setTicketUrgency, raise)
    expect(raised).toMatchObject({ urgency: 'critical', urgencyRaisers: ['safety'] })
    const minutes = raised.limits.map(({ dueAt }) => (Date.parse(dueAt) - Date.parse(ticket.createdAt)) / 60_000)
    expect(minutes.map(Math.round)).toEqual([30, 120])
    expect(raised.nextDue?.kind).toBe('first_response')
    const lower = { id: ticket.id, urgency: 'normal', reason: '已安抚' } as const
    expect(await people.xiaowang.refusal(contract.setTicketUrgency, lower)).toBe('not_allowed')
    expect(await people.chen.refusal(contract.setTicketUrgency, lower)).toBe('not_allowed')
    const { ticket: lowered } = await people.li.call(contract.setTicketUrgency, lower)
    expect(lowered.urgency).toBe('normal')
    expect((await kinds(ticket.id)).filter((kind) => kind === 'clock.retargeted')).toHaveLength(4)
  })

  test('says why it refuses, in the reader’s language', async () => {
    const { id } = await started(people.xiaowang, { urgency: 'urgent' })
    const answer = await people.chen.post(
      `/api/tickets/${id}/urgency`,
      { urgency: 'normal', reason: '不急' },
      {
        headers: { 'accept-language': 'zh-TW' },
      },
    )
    expect(answer.body.error).toMatchObject({ code: 'not_allowed', message: '放寬時限需要主管操作' })
  })
})

describe('fields', () => {
  test('are changed by who read the newest revision', async () => {
    const { id, revision } = await started()
    const edit = { id, revision, product: '青花杯', tags: ['补发', '补发'], occurredAt: inHours(-2) }
    const { ticket } = await people.xiaowang.call(contract.editTicket, edit)
    expect(ticket).toMatchObject({ product: '青花杯', tags: ['补发'], revision: revision + 1 })
    expect(await people.li.refusal(contract.editTicket, edit)).toBe('stale')
    const { items } = await people.li.call(contract.getTimeline, { id })
    expect(items.at(-1)?.params.fields).toBe('product, occurredAt, tags')
    const wrong = { id, revision: ticket.revision }
    expect(await people.li.refusal(contract.editTicket, { ...wrong, occurredAt: inHours(1) })).toBe('invalid_input')
    expect(await people.li.refusal(contract.editTicket, { ...wrong, wantedBy: inHours(-1) })).toBe('invalid_input')
    expect(await people.li.refusal(contract.editTicket, { ...wrong, category: 'stock' })).toBe('invalid_input')
    expect(await people.li.refusal(contract.editTicket, { ...wrong, anonymousReason: '' })).toBe('invalid_input')
    expect(await people.zhang.refusal(contract.editTicket, edit)).toBe('not_found')
  })

  test('that an industry adds must fit their definition and be there in time', async () => {
    const field = {
      id: app.clock.newId(),
      key: 'batch',
      label: JSON.stringify({}),
      kind: 'text',
      requiredAt: 'resolution',
    }
    await app.platform.db.insertInto('ticketField').values(field).execute()
    const { id, revision } = await started()
    const told = { id, result: '补发', solution: '明天到', toldBy: 'phone' } as const
    expect(await people.xiaowang.refusal(contract.resolveTicket, told)).toBe('record_incomplete')
    const edit = { id, revision, fields: { colour: '蓝' } }
    expect(await people.xiaowang.refusal(contract.editTicket, edit)).toBe('invalid_input')
    await people.xiaowang.call(contract.editTicket, { ...edit, fields: { batch: 'A-7' } })
    expect((await people.xiaowang.call(contract.resolveTicket, told)).ticket.state).toBe('resolved')
  })
})

describe('notes, files and checklist', () => {
  test('the same note sent twice is one', async () => {
    const { id } = await started()
    const note = { id, noteId: app.clock.newId(), kind: 'process', body: '已联系仓库' } as const
    await people.xiaowang.call(contract.addNote, note)
    await people.xiaowang.call(contract.addNote, note)
    expect((await kinds(id)).filter((kind) => kind === 'note')).toHaveLength(1)
    expect(await people.li.refusal(contract.addNote, { ...note, body: '别的话' })).toBe('idempotency_mismatch')
    expect(await people.xiaowang.refusal(contract.addNote, { ...note, noteId: app.clock.newId(), body: '' })).toBe(
      'invalid_input',
    )
    expect(await people.zhang.refusal(contract.addNote, note)).toBe('not_found')
  })

  test('ticked items keep who ticked them', async () => {
    const { id, checks } = await started(people.xiaowang, { checks: ['核对订单', '联系仓库'] })
    const items = checks.map(({ id: item, body }) => ({ id: item, body, done: body === '核对订单' }))
    const { ticket } = await people.xiaowang.call(contract.setChecks, { id, items })
    expect(ticket.checks.map(({ doneBy }) => doneBy?.id)).toEqual([people.xiaowang.id, undefined])
    const { ticket: after } = await people.li.call(contract.setChecks, {
      id,
      items: [{ body: '新的一项', done: false }, ...items],
    })
    expect(after.checks.map(({ body, doneBy }) => [body, doneBy?.id])).toEqual([
      ['新的一项', undefined],
      ['核对订单', people.xiaowang.id],
      ['联系仓库', undefined],
    ])
  })
})
