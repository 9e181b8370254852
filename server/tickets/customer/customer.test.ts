import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import {
  addNote,
  askCustomer,
  attachToTicket,
  closeTicketDoor,
  makeTicketDoor,
  resolveTicket,
  sendToDepartment,
} from '../../../domain/tickets/contract.ts'
import {
  answerMyTicket,
  confirmMyTicket,
  disputeMyTicket,
  listMyTickets,
} from '../../../domain/tickets/customer-contract.ts'
import type { TicketView } from '../../../domain/tickets/views.ts'
import { startTestApp } from '../../../test/app.ts'
import { type Cast, cast } from '../../../test/cast.ts'
import { guestLive } from '../../../test/live.ts'
import { openTicket } from '../../../test/tickets.ts'
import { type Guest, guest, servedBy } from '../../../test/visitor.ts'

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
/** An uploaded file that nothing carries yet. */
async function sent(headers: Record<string, string>, path: string): Promise<string> {
  const form = new FormData()
  form.append('file', new Blob(['text'], { type: 'text/plain' }), 'photo.txt')
  const reply = await fetch(new URL(path, app.url), { method: 'POST', headers, body: form })
  const { attachment } = (await reply.json()) as { attachment: { id: string } }
  return attachment.id
}
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

  test('an answer lets the promised time run on from where it rested', async () => {
    const resolution = async () =>
      app.platform.db
        .selectFrom('clock')
        .select(['state', 'dueAt'])
        .where('subjectId', '=', ticket.id)
        .where('kind', '=', 'resolution')
        .executeTakeFirstOrThrow()
    const before = await resolution()
    await ask()
    expect((await resolution()).state).toBe('paused')
    app.clock.advance(5 * 3600)
    await customer.call(answerMyTicket, { id: ticket.id, noteId: app.clock.newId(), body: '照片已发' })
    const after = await resolution()
    expect(after.state).toBe('running')
    expect(after.dueAt.getTime()).toBeGreaterThan(before.dueAt.getTime())
  })

  test('the same answer again is the same one; an empty one is none', async () => {
    await ask()
    const answer = { id: ticket.id, noteId: app.clock.newId(), body: '照片已发' }
    await customer.call(answerMyTicket, answer)
    const { ticket: again } = await customer.call(answerMyTicket, answer)
    expect(again.words.filter(({ from }) => from === 'you')).toHaveLength(1)
    expect(await customer.refusal(answerMyTicket, { ...answer, noteId: app.clock.newId(), body: ' \n ' })).toBe(
      'invalid_input',
    )
  })

  test('files go along, also without a word; those of the house stay inside', async () => {
    const attachmentId = await sent({ authorization: `Bearer ${customer.token()}` }, '/api/widget/attachments')
    const inside = await sent({ cookie: people.xiaowang.cookies() }, '/api/attachments')
    await people.xiaowang.call(attachToTicket, { id: ticket.id, attachmentIds: [inside] })
    const answer = { id: ticket.id, noteId: app.clock.newId(), attachmentIds: [attachmentId] }
    const { ticket: shown } = await customer.call(answerMyTicket, answer)
    expect(shown.files.map(({ id }) => id)).toEqual([attachmentId])
    expect(shown.words).toMatchObject([{ from: 'you', body: 'photo.txt' }])
    expect((await customer.call(answerMyTicket, answer)).ticket.words).toHaveLength(1)
    const read = (id: string) => fetch(new URL(`/files/${id}?token=${customer.token()}`, app.url))
    expect((await read(attachmentId)).status).toBe(200)
    expect((await read(inside)).status).toBe(404)
    const foreign = await sent({ cookie: people.xiaowang.cookies() }, '/api/attachments')
    const stolen = { ...answer, noteId: app.clock.newId(), attachmentIds: [foreign] }
    expect(await customer.refusal(answerMyTicket, stolen)).toBe('invalid_input')
  })

  test('comes back within 7 days of closing, not later', async () => {
    const closed = async (daysAgo: number) => {
      await solve()
      await customer.call(confirmMyTicket, { id: ticket.id })
      const closedAt = new Date(app.clock.now().getTime() - daysAgo * 86_400_000)
      await app.platform.db.updateTable('ticket').set({ closedAt }).where('id', '=', ticket.id).execute()
    }
    await closed(6)
    expect((await mine())?.may).toEqual({ answer: false, confirm: false, dispute: true })
    await customer.call(disputeMyTicket, { id: ticket.id, reason: '又坏了' })
    expect(await mine()).toMatchObject({ state: 'working', result: null })
    await closed(8)
    expect((await mine())?.may.dispute).toBe(false)
    expect(await customer.refusal(disputeMyTicket, { id: ticket.id, reason: '又坏了' })).toBe('wrong_state')
  })

  test('nothing of the house shows: notes, people, departments’ parts, urgency', async () => {
    for (const kind of ['process', 'internal', 'supplement'] as const)
      await people.xiaowang.call(addNote, { id: ticket.id, noteId: app.clock.newId(), kind, body: `${kind} 内情` })
    await people.xiaowang.call(sendToDepartment, {
      id: ticket.id,
      departmentId: people.department,
      request: '内情 核实',
    })
    const shown = JSON.stringify(await mine())
    const { url } = await people.xiaowang.call(makeTicketDoor, { id: ticket.id })
    const page = await (await fetch(new URL(new URL(url).pathname, app.url))).text()
    for (const text of [shown, page])
      for (const secret of ['内情', people.xiaowang.id, '1001', 'urgency', ticket.subject])
        expect(text).not.toContain(secret)
  })

  test('their open windows hear that something moved; nobody else’s do', async () => {
    const [theirs, stranger] = [await guestLive(app, customer), await guestLive(app, await guest(app, people))]
    await ask()
    await theirs.frame('my_tickets')
    expect(stranger.frames.some(({ type }) => type === 'my_tickets')).toBe(false)
    await Promise.all([theirs.close(), stranger.close()])
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

  test('a link ends after 90 days, and when it is taken back', async () => {
    const link = await open()
    expect(await link.status()).toBe(200)
    await people.xiaowang.call(closeTicketDoor, { id: ticket.id })
    expect(await link.status()).toBe(404)
    expect((await link.send({ act: 'answer', words: '还在吗' })).status).toBe(404)
    const later = await open()
    app.clock.advance(90 * 24 * 3600 + 1)
    expect(await later.status()).toBe(404)
  })

  test.each([
    ['zh-CN', '等您补充', '登记时间'],
    ['zh-TW', '等您補充', '登記時間'],
    ['en', 'Waiting for you', 'Registered'],
  ])('speaks the customer’s language: %s', async (locale, state, opened) => {
    await ask()
    await app.platform.db.updateTable('ticket').set({ locale }).where('id', '=', ticket.id).execute()
    const page = await (await open()).read()
    expect(page).toContain(`<html lang="${locale}">`)
    for (const words of [state, opened]) expect(page).toContain(words)
  })

  test('files the customer sent are named, not handed out', async () => {
    const id = await sent({ authorization: `Bearer ${customer.token()}` }, '/api/widget/attachments')
    await customer.call(answerMyTicket, { id: ticket.id, noteId: app.clock.newId(), attachmentIds: [id] })
    const page = await (await open()).read()
    expect(page).toContain('photo.txt')
    expect(page).not.toContain(id)
  })

  test('a new link ends the one before; a forged one leads nowhere', async () => {
    const first = await open()
    await open()
    expect(await first.status()).toBe(404)
    expect((await fetch(new URL('/t/forged', app.url))).status).toBe(404)
  })
})
