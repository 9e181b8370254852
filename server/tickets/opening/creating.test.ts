import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { createTicket, getTicket, getTimeline } from '../../../domain/tickets/contract.ts'
import { startTestApp } from '../../../test/app.ts'
import { type Cast, cast } from '../../../test/cast.ts'
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
