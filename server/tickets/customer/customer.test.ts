import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { askCustomer, makeTicketDoor, resolveTicket } from '../../../domain/tickets/contract.ts'
import {
  answerMyTicket,
  confirmMyTicket,
  disputeMyTicket,
  listMyTickets,
} from '../../../domain/tickets/customer-contract.ts'
import type { TicketView } from '../../../domain/tickets/views.ts'
import { startTestApp } from '../../../test/app.ts'
import { type Cast, cast } from '../../../test/cast.ts'
import { openTicket } from '../../../test/tickets.ts'
import { type Guest, servedBy } from '../../../test/visitor.ts'

const app = await startTestApp()
afterAll(() => app.close())
let people: Cast
let customer: Guest & { talk: string }
let ticket: TicketView
beforeEach(async () => {
  await app.reset()
  people = await cast(app)
  customer = await servedBy(app, people, people.xiaowang)
  ticket = await openTicket(app, people.xiaowang, {
    conversationId: customer.talk,
    anonymousReason: '',
    channel: undefined,
    descriptionCustomer: '少了一只 <b>杯子</b>',
    take: true,
  })
})

const mine = async () => (await customer.call(listMyTickets, {})).items[0]
const solve = () => people.xiaowang.call(resolveTicket, { id: ticket.id, result: '已补发', solution: '补发一只杯子' })
const ask = () => people.xiaowang.call(askCustomer, { id: ticket.id, steps: '请拍照发来' })

describe('in the widget', () => {
  test('the customer sees how far it is, in their own words', async () => {
    expect(await mine()).toMatchObject({ no: ticket.no, state: 'working', about: '少了一只 <b>杯子</b>', result: null })
    await ask()
    expect(await mine()).toMatchObject({ state: 'waiting_for_you', asked: { steps: '请拍照发来' } })
    await customer.call(answerMyTicket, { id: ticket.id, noteId: app.clock.newId(), body: '照片已发' })
    expect(await mine()).toMatchObject({ state: 'working', asked: null })
    await solve()
    expect(await mine()).toMatchObject({ state: 'answered', result: { result: '已补发', solution: '补发一只杯子' } })
    await customer.call(confirmMyTicket, { id: ticket.id })
    expect((await mine())?.state).toBe('closed')
  })

  test('and says that it is not settled', async () => {
    expect(await customer.refusal(disputeMyTicket, { id: ticket.id, reason: '还没有结果' })).toBe('wrong_state')
    await solve()
    await customer.call(disputeMyTicket, { id: ticket.id, reason: '还是缺一只' })
    expect(await mine()).toMatchObject({ state: 'working', result: null })
  })

  test('nobody else’s', async () => {
    const other = await servedBy(app, people, people.xiaowang)
    expect((await other.call(listMyTickets, {})).items).toEqual([])
    expect(await other.refusal(confirmMyTicket, { id: ticket.id })).toBe('not_found')
  })
})

describe('behind the private link', () => {
  const open = async () => {
    const { url } = await people.xiaowang.call(makeTicketDoor, { id: ticket.id })
    const address = new URL(new URL(url).pathname, app.url)
    const send = (form: Record<string, string>) =>
      fetch(address, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' })
    return { read: async () => (await fetch(address)).text(), send, status: async () => (await fetch(address)).status }
  }

  test('the page shows the ticket, escaped, and takes an answer once', async () => {
    await ask()
    const link = await open()
    const page = await link.read()
    expect(page).toContain(ticket.no)
    expect(page).toContain('&lt;b&gt;杯子')
    const note = app.clock.newId()
    expect((await link.send({ act: 'answer', words: '照片已发', note })).status).toBe(303)
    expect((await link.send({ act: 'answer', words: '照片已发', note })).status).toBe(303)
    expect((await mine())?.words.filter(({ from }) => from === 'you')).toHaveLength(1)
  })

  test('the customer agrees or not; what comes too late is said', async () => {
    const link = await open()
    await solve()
    expect((await link.send({ act: 'dispute', words: '' })).status).toBe(422)
    expect((await link.send({ act: 'confirm' })).status).toBe(303)
    expect((await mine())?.state).toBe('closed')
    expect((await link.send({ act: 'confirm' })).status).toBe(422)
  })

  test('a new link ends the one before; a forged one leads nowhere', async () => {
    const first = await open()
    await open()
    expect(await first.status()).toBe(404)
    expect((await fetch(new URL('/t/forged', app.url))).status).toBe(404)
  })
})
