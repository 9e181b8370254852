import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import {
  attachToTicket,
  createTicket,
  getTicket,
  getTimeline,
  recallNode,
  sendToDepartment,
} from '../../../domain/tickets/contract.ts'
import { startTestApp } from '../../../test/app.ts'
import { type Cast, cast, type Person } from '../../../test/cast.ts'
import { staffLive } from '../../../test/live.ts'
import { category, servedBy } from '../../../test/visitor.ts'

const app = await startTestApp()
afterAll(() => app.close())
let people: Cast
let about: string
beforeEach(async () => {
  await app.reset()
  people = await cast(app)
  about = await category(app)
})

const walkIn = (more = {}) => ({
  ticketId: app.clock.newId(),
  nature: 'request' as const,
  subject: '茶具缺一只杯子',
  category: about,
  descriptionCustomer: '收到时少了一只杯子，请补发。',
  anonymousReason: '客户到店，未留姓名',
  channel: 'store' as const,
  ...more,
})

describe('a ticket opened by hand', () => {
  test('gets its number, group, limits and first responsible at once', async () => {
    const { ticket } = await people.xiaowang.call(createTicket, walkIn())
    expect(ticket.no).toMatch(/^GD\d{8}0001$/)
    expect(ticket).toMatchObject({ state: 'new', urgency: 'normal', toldAt: null, may: { work: true, oversee: false } })
    expect(ticket.group?.id).toBe(people.groupA)
    expect(ticket.firstResponsible.id).toBe(people.xiaowang.id)
    expect(ticket.limits.map(({ kind, state }) => [kind, state])).toEqual([
      ['first_response', 'running'],
      ['resolution', 'running'],
    ])
    expect(ticket.nextDue?.kind).toBe('first_response')
    const again = await people.xiaowang.call(getTicket, { id: ticket.id })
    expect(again.ticket).toEqual(ticket)
    const { items } = await people.xiaowang.call(getTimeline, { id: ticket.id })
    expect(items.map(({ kind, actor }) => [kind, actor.name])).toEqual([['ticket.created', '小王']])
  })
})

describe('the same id', () => {
  test('again, even at one moment, is one ticket with one number', async () => {
    const input = walkIn()
    const made = await Promise.all(Array.from({ length: 5 }, () => people.xiaowang.call(createTicket, input)))
    expect(new Set(made.map(({ ticket }) => ticket.no)).size).toBe(1)
    const again = await people.xiaowang.call(createTicket, input)
    expect(again.ticket.no).toBe(made[0]?.ticket.no)
    expect(again.ticket.limits).toHaveLength(2)
    const other = { ...input, subject: '别的事' }
    expect(await people.xiaowang.refusal(createTicket, other)).toBe('idempotency_mismatch')
    expect(await people.chen.refusal(createTicket, input)).toBe('idempotency_mismatch')
  })

  test('twenty at one moment get twenty numbers', async () => {
    const made = await Promise.all(Array.from({ length: 20 }, () => people.xiaowang.call(createTicket, walkIn())))
    const serials = made.map(({ ticket }) => Number(ticket.no.slice(-4))).sort((a, b) => a - b)
    expect(serials).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
    const { count } = await app.platform.db
      .selectFrom('event')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('kind', '=', 'ticket.created')
      .executeTakeFirstOrThrow()
    expect(count).toBe(20)
  })
})

describe('what a form cannot know', () => {
  const inHours = (hours: number) => new Date(app.clock.now().getTime() + hours * 3_600_000).toISOString()
  test.each([
    ['a category that is a branch', { category: 'stock' }, 'category'],
    ['a category that is not there', { category: 'nothing' }, 'category'],
    ['nobody named and no reason why', { anonymousReason: '  ' }, 'anonymousReason'],
    ['a customer that is not there', { customerId: '018f0000-0000-7000-8000-000000000000' }, 'customerId'],
    ['a group that is not there', { groupId: '018f0000-0000-7000-8000-000000000000' }, 'groupId'],
    ['a field nobody defined', { fields: { colour: '青' } }, 'fields.colour'],
    ['ten thousand lines', { descriptionCustomer: '字\n'.repeat(10_000) }, 'descriptionCustomer'],
  ])('%s is refused by its name, and nothing is written', async (_, more, field) => {
    const answer = await people.xiaowang.post('/api/tickets', walkIn(more))
    expect([answer.status, Object.keys(answer.body.error.fields)]).toEqual([400, [field]])
    expect(answer.body.error.fields[field]).toMatch(/\p{Script=Han}/u)
    expect(await app.platform.db.selectFrom('ticket').select('id').execute()).toEqual([])
  })

  test('times on the wrong side of now are refused', async () => {
    expect(await people.xiaowang.refusal(createTicket, walkIn({ occurredAt: inHours(1) }))).toBe('invalid_input')
    expect(await people.xiaowang.refusal(createTicket, walkIn({ wantedBy: inHours(-1) }))).toBe('invalid_input')
    await people.xiaowang.call(createTicket, walkIn({ occurredAt: inHours(-1), wantedBy: inHours(1) }))
  })

  test('a conversation that is not one’s own answers like one that is not there', async () => {
    const { talk } = await servedBy(app, people, people.xiaowang)
    const input = walkIn({ conversationId: talk })
    expect(await people.zhang.refusal(createTicket, input)).toBe('not_found')
    expect(await people.xiaowang.refusal(createTicket, walkIn({ parentId: app.clock.newId() }))).toBe('not_found')
    expect(await people.qin.refusal(createTicket, walkIn())).toBe('not_allowed')
  })
})

describe('where it goes', () => {
  test('a complaint goes to the senior agent of the group, who is told (R72)', async () => {
    const { ticket } = await people.xiaowang.call(createTicket, walkIn({ nature: 'complaint' }))
    expect(ticket).toMatchObject({ state: 'assigned', assignee: { id: people.chen.id } })
    expect(ticket.firstResponsible.id).toBe(people.xiaowang.id)
    const notices = await app.platform.db.selectFrom('notice').select(['staffId', 'kind']).execute()
    expect(notices).toContainEqual({ staffId: people.chen.id, kind: 'ticket_assigned' })
  })

  test('the group that is named is not overruled', async () => {
    const { ticket } = await people.xiaowang.call(createTicket, walkIn({ nature: 'complaint', groupId: people.groupB }))
    expect(ticket).toMatchObject({ state: 'new', assignee: null, group: { id: people.groupB } })
  })

  test('the category’s group and department come first, as far as they are in use', async () => {
    const { db } = app.platform
    await db
      .updateTable('category')
      .set({ defaultGroup: 'aftersale', defaultDepartment: 'technical' })
      .where('key', '=', about)
      .execute()
    const { ticket } = await people.xiaowang.call(createTicket, walkIn())
    expect([ticket.group?.id, ticket.department?.id]).toEqual([people.groupB, people.department])
    await db.updateTable('staffGroup').set({ active: false }).where('id', '=', people.groupB).execute()
    expect((await people.xiaowang.call(createTicket, walkIn())).ticket.group?.id).toBe(people.groupA)
  })

  test('of a department that opens one a supervisor answers', async () => {
    const { ticket } = await people.he.call(createTicket, walkIn({ groupId: people.groupA }))
    expect(ticket.firstResponsible.id).toBe(people.li.id)
    expect(ticket.createdBy?.id).toBe(people.he.id)
  })
})

describe('urgency (R21)', () => {
  test('is raised by what is named and by what the facts say', async () => {
    const agitated = await people.xiaowang.call(createTicket, walkIn({ sentiment: 'agitated' }))
    expect(agitated.ticket).toMatchObject({ urgency: 'critical', urgencyRaisers: ['agitated'] })
    const customer = await servedBy(app, people, people.xiaowang)
    const third = async () =>
      (await people.xiaowang.call(createTicket, walkIn({ conversationId: customer.talk }))).ticket
    expect([(await third()).urgency, (await third()).urgency]).toEqual(['normal', 'normal'])
    expect(await third()).toMatchObject({ urgency: 'urgent', urgencyRaisers: ['third_repeat'] })
  })
})

describe('files', () => {
  test('that the creator uploaded are the ticket’s, for whoever may see it', async () => {
    const upload = async (by: Person) => {
      const form = new FormData()
      form.set('file', new Blob(['一只杯子'], { type: 'text/plain' }), '证明.txt')
      await by.signIn()
      const answer = await fetch(new URL('/api/attachments', app.url), {
        method: 'POST',
        body: form,
        headers: { cookie: by.cookies(), origin: app.url },
      })
      const { attachment } = (await answer.json()) as { attachment: { id: string } }
      return attachment.id
    }
    const [mine, foreign] = [await upload(people.xiaowang), await upload(people.zhang)]
    expect(await people.xiaowang.refusal(createTicket, walkIn({ attachmentIds: [mine, foreign] }))).toBe(
      'invalid_input',
    )
    const { ticket } = await people.xiaowang.call(createTicket, walkIn({ attachmentIds: [mine] }))
    expect(ticket.attachments.map(({ name }) => name)).toEqual(['证明.txt'])
    expect((await people.li.get(`/files/${mine}`)).status).toBe(200)
    expect((await people.zhang.get(`/files/${mine}`)).status).toBe(404)
    const twice = { id: ticket.id, attachmentIds: [mine] }
    expect((await people.xiaowang.call(attachToTicket, twice)).ticket.attachments).toHaveLength(1)
  })
})

describe('live', () => {
  test('whoever may see it gets its line at once, and learns when it left their sight', async () => {
    for (const person of [people.li, people.zhang, people.he]) await person.signIn()
    const [li, zhang, he] = await Promise.all([people.li, people.zhang, people.he].map((one) => staffLive(app, one)))
    if (!li || !zhang || !he) throw new Error('nobody is there')
    const other = app.clock.newId()
    const name = JSON.stringify({ 'zh-CN': '物流部', 'zh-TW': '物流部', en: 'Logistics' })
    await app.platform.db.insertInto('department').values({ id: other, key: 'logistics', name }).execute()
    const { ticket } = await people.xiaowang.call(createTicket, walkIn({ take: true, departmentId: other }))
    const seen = await li.frame('ticket')
    expect(seen.ticket).toMatchObject({ id: ticket.id, no: ticket.no, state: 'in_progress' })
    const request = { id: ticket.id, departmentId: people.department, request: '请核实' }
    const { ticket: sent } = await people.xiaowang.call(sendToDepartment, request)
    expect((await he.frame('ticket')).ticket.id).toBe(ticket.id)
    const recall = { id: ticket.id, nodeId: sent.nodes[0]?.id as string, reason: '不需要了' }
    await people.xiaowang.call(recallNode, recall)
    expect((await he.frame('ticket_gone')).ticket).toBe(ticket.id)
    expect(zhang.frames.filter(({ type }) => type === 'ticket' || type === 'ticket_gone')).toEqual([])
    const fetched = await people.li.call(getTicket, { id: ticket.id })
    const last = await li.until(() =>
      li.frames.findLast((frame) => frame.type === 'ticket' && frame.ticket.revision === fetched.ticket.revision),
    )
    expect(last).toMatchObject({ ticket: { state: fetched.ticket.state, nextDue: fetched.ticket.nextDue } })
  })
})

describe('a ticket of a conversation', () => {
  test('carries over who, where and what was said, and the customer is told', async () => {
    const customer = await servedBy(app, people, people.xiaowang)
    const { ticket } = await people.xiaowang.call(createTicket, {
      ...walkIn({ anonymousReason: '', channel: undefined }),
      conversationId: customer.talk,
      quoteSeqs: [2, 99],
      take: true,
    })
    expect(ticket).toMatchObject({ state: 'in_progress', channel: 'web_chat', conversationId: customer.talk })
    expect(ticket.customer?.id).toBeTruthy()
    expect(ticket.quotes.map(({ sender, body }) => [sender, body])).toEqual([
      ['customer', '您好，请问这套茶具还有货吗？'],
    ])
    expect(ticket.toldAt).not.toBeNull()
    const { items } = (await customer.get(`/api/widget/conversations/${customer.talk}/messages`)).body
    expect(items.at(-1)).toMatchObject({ system: { key: 'ticket_opened', params: { no: ticket.no } } })
    expect(items.at(-1).body).toContain(ticket.no)
  })
})
