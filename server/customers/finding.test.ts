import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { RawInput } from '../../domain/contract.ts'
import {
  contactConsent,
  createCustomer,
  findCustomers,
  getCustomer,
  revealContact,
  searchesPerHour,
} from '../../domain/customers/contract.ts'
import { createTicket, editTicket, getTicket } from '../../domain/tickets/contract.ts'
import { startTestApp } from '../../test/app.ts'
import { type Cast, cast, type Person, signIn } from '../../test/cast.ts'
import { openTicket } from '../../test/tickets.ts'
import { category, servedBy } from '../../test/visitor.ts'

const app = await startTestApp()
afterAll(() => app.close())
let people: Cast
beforeEach(async () => {
  await app.reset()
  people = await cast(app)
})

const phone = '13800138000'
const consent = { textVersion: contactConsent, channel: 'phone' } as const
type More = Partial<RawInput<typeof createCustomer>>
const writeDown = async (by: Person, more: More = {}) => {
  const asked = { customerId: app.clock.newId(), name: '王小芳', phone, consent, ...more }
  return (await by.call(createCustomer, asked)).customer
}
const find = async (by: Person, q: string) => (await by.call(findCustomers, { q })).items
const eventsOf = (kind: string) => app.platform.db.selectFrom('event').selectAll().where('kind', '=', kind).execute()

async function order(customerId: string, orderNo: string): Promise<void> {
  const { db, clock } = app.platform
  const row = { id: clock.newId(), customerId, orderNo, status: '运输中', amount: '9', currency: 'CNY' }
  await db
    .insertInto('customerOrder')
    .values({ ...row, items: '[]', placedAt: clock.now() })
    .execute()
}

describe('who is calling', () => {
  test('is found by number, order, phone however it is written, and e-mail: masked, and with how it matched', async () => {
    const { id, no } = await writeDown(people.zhang, { email: 'Fang@example.com' })
    await order(id, 'MD20261122')
    const asked = [no, no.toLowerCase(), 'MD20261122', '+86 138-0013-8000', 'fang@EXAMPLE.com']
    const answers = await Promise.all(asked.map((q) => find(people.xiaowang, q)))
    expect(answers.map(([one]) => one?.matchedBy)).toEqual(['number', 'number', 'order', 'phone', 'email'])
    const contacts = [
      { kind: 'phone', mask: '138****8000' },
      { kind: 'email', mask: 'F***@example.com' },
    ]
    for (const items of answers) expect(items).toMatchObject([{ id, no, name: '王*芳', contacts }])
  })

  test('a part of a contact, number or order finds nothing, and nothing is told apart from nothing', async () => {
    const { id, no } = await writeDown(people.zhang)
    await order(id, 'MD20261122')
    for (const q of [no.slice(0, -1), '1380013800', '8000', 'MD2026', '%', '王小芳', '___'])
      expect(await find(people.xiaowang, q)).toEqual([])
  })

  test('by the beginning of the name only whom one may see, and then in full', async () => {
    const { customer } = await servedBy(app, people, people.xiaowang).then(async ({ talk }) => ({
      customer: await app.platform.db
        .selectFrom('conversation')
        .select('customerId as id')
        .where('id', '=', talk)
        .executeTakeFirstOrThrow(),
    }))
    await app.platform.db.updateTable('customer').set({ displayName: '欧阳明' }).where('id', '=', customer.id).execute()
    await writeDown(people.zhang, { name: '欧阳明' })
    const mine = [{ id: customer.id, name: '欧阳明', matchedBy: 'name' }]
    expect(await find(people.xiaowang, '欧阳')).toMatchObject(mine)
    expect(await find(people.li, '欧阳明')).toMatchObject(mine)
    expect(await find(people.xiaowang, '欧')).toEqual([])
    expect(await find(people.xiaoli, '欧阳')).toEqual([])
    expect(await find(people.he, '欧阳')).toEqual([])
  })

  test('at most ten are told', async () => {
    for (let n = 0; n < 12; n++) {
      const { id } = await writeDown(people.xiaowang, { phone: `1390000${1000 + n}` })
      await openTicket(app, people.xiaowang, { customerId: id, anonymousReason: '' })
    }
    expect(await find(people.xiaowang, '王小')).toHaveLength(10)
  })

  test('each search stands in the event log without what was searched, and is paced', async () => {
    await writeDown(people.zhang)
    await find(people.xiaowang, phone)
    await find(people.xiaowang, '13900139000')
    const searches = await eventsOf('customer.searched')
    expect(searches).toMatchObject([
      { subjectId: people.xiaowang.id, payload: { found: 1 } },
      { subjectId: people.xiaowang.id, payload: { found: 0 } },
    ])
    expect(
      JSON.stringify([searches, await eventsOf('customer.found')].map((rows) => rows.map(({ payload }) => payload))),
    ).not.toContain('8000')
    for (let n = 2; n < searchesPerHour; n++) await find(people.xiaowang, 'C0')
    expect(await people.xiaowang.refusal(findCustomers, { q: phone })).toBe('too_many_requests')
    expect(await find(people.xiaoli, phone)).toHaveLength(1)
    app.clock.advance(3601)
    const later = await signIn(app, 'xiaowang')
    expect((await later.call(findCustomers, { q: phone })).items).toHaveLength(1)
  })

  test('is asked only by who opens tickets', async () => {
    for (const who of ['qin', 'zhou', 'admin', 'boss', 'officer'] as const)
      expect(await people[who].refusal(findCustomers, { q: phone })).toBe('not_allowed')
  })
})

describe('a customer written down by hand', () => {
  test('keeps a contact sealed, with the consent that was given for it (R17)', async () => {
    const { id, no, name, contacts } = await writeDown(people.xiaowang)
    expect([no, name, contacts]).toEqual([
      expect.stringMatching(/^C\d{8}001$/),
      '王小芳',
      [{ kind: 'phone', mask: '138****8000' }],
    ])
    const { db } = app.platform
    const kept = await db.selectFrom('consent').selectAll().where('customerId', '=', id).execute()
    expect(kept).toMatchObject([
      { purpose: 'contact', state: 'granted', textVersion: contactConsent, channel: 'phone' },
    ])
    const withoutContact = await writeDown(people.xiaowang, { phone: undefined, consent: undefined })
    expect(withoutContact.contacts).toEqual([])
  })

  test.each([
    ['a contact without consent', { consent: undefined }, 'consent'],
    ['a phone number that is none', { phone: '王小芳' }, 'phone'],
    ['an address that is none', { email: phone }, 'email'],
    [
      'words of consent that were never asked',
      { consent: { textVersion: 'other/1', channel: 'phone' } },
      'consent.textVersion',
    ],
    ['no name', { name: ' ' }, 'name'],
  ])('%s is refused by its field, and nothing is written', async (_, more, field) => {
    const body = { customerId: app.clock.newId(), name: '王小芳', phone, consent, ...more }
    const answer = await people.xiaowang.post('/api/customers', body)
    expect([answer.status, Object.keys(answer.body.error.fields)]).toEqual([400, [field]])
    expect(await app.platform.db.selectFrom('customer').select('id').execute()).toEqual([])
  })

  test('with a contact that is known is that customer, also when eight write it down at once', async () => {
    const ask = (by: Person, customerId: string) =>
      by.post('/api/customers', { customerId, name: '王小芳', phone, email: 'f@example.com', consent })
    const answers = await Promise.all(
      [people.xiaowang, people.xiaoli, people.zhang, people.chen].flatMap((by) => [
        ask(by, app.clock.newId()),
        ask(by, app.clock.newId()),
      ]),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 7 }, () => 409)])
    const rows = await app.platform.db.selectFrom('customer').select(['id', 'no']).execute()
    expect(rows).toHaveLength(1)
    const [{ id: customerId, no }] = rows as [{ id: string; no: string }]
    for (const { body } of answers.filter(({ status }) => status === 409))
      expect(body.error).toMatchObject({ code: 'already_exists', details: { customerId, no, name: '王*芳' } })
    const ticket = await openTicket(app, people.zhang, { customerId, anonymousReason: '' })
    expect(ticket.customer?.id).toBe(customerId)
  })

  test('asked again with the same id is the same one; somebody else’s id is refused', async () => {
    const body = { customerId: app.clock.newId(), name: '王小芳', phone, consent }
    const [first, second] = [
      await people.xiaowang.call(createCustomer, body),
      await people.xiaowang.call(createCustomer, body),
    ]
    expect(second).toEqual(first)
    expect(await people.xiaoli.refusal(createCustomer, body)).toBe('idempotency_mismatch')
    expect(await people.xiaowang.refusal(createCustomer, { ...body, name: '李四' })).toBe('idempotency_mismatch')
  })
})

describe('a ticket’s customer', () => {
  test('is one whom the person found or sees: an id alone is not enough', async () => {
    const { id } = await writeDown(people.zhang)
    const input = {
      ...{ ticketId: app.clock.newId(), nature: 'request' as const, subject: '改地址', category: await category(app) },
      ...{ descriptionCustomer: '改地址', customerId: id, channel: 'phone' as const },
    }
    const refused = await people.xiaowang.post('/api/tickets', input)
    expect([refused.status, Object.keys(refused.body.error.fields)]).toEqual([400, ['customerId']])
    await find(people.xiaowang, phone)
    expect((await people.xiaowang.call(createTicket, input)).ticket.customer).toMatchObject({ id, name: '王小芳' })
    expect(await people.he.refusal(createTicket, { ...input, ticketId: app.clock.newId() })).toBe('invalid_input')
  })

  test('of a conversation is the conversation’s', async () => {
    const { talk } = await servedBy(app, people, people.xiaowang)
    const { id } = await writeDown(people.xiaowang)
    const more = { conversationId: talk, anonymousReason: '', channel: undefined }
    await expect(openTicket(app, people.xiaowang, { ...more, customerId: id })).rejects.toThrow()
    const ticket = await openTicket(app, people.xiaowang, more)
    const change = { id: ticket.id, revision: ticket.revision }
    expect(await people.xiaowang.refusal(editTicket, { ...change, customerId: id })).toBe('invalid_input')
    expect(await people.xiaowang.refusal(editTicket, { ...change, customerId: null, anonymousReason: '无' })).toBe(
      'invalid_input',
    )
  })

  test('may be named later, by who works the ticket and knows the customer', async () => {
    const ticket = await openTicket(app, people.xiaowang)
    const { id } = await writeDown(people.zhang)
    const edit = { id: ticket.id, revision: ticket.revision, customerId: id }
    expect(await people.xiaowang.refusal(editTicket, edit)).toBe('invalid_input')
    expect((await people.xiaowang.call(getTicket, { id: ticket.id })).ticket.revision).toBe(ticket.revision)
    await find(people.xiaowang, phone)
    expect((await people.xiaowang.call(editTicket, edit)).ticket.customer?.id).toBe(id)
    expect(await people.zhang.refusal(editTicket, edit)).toBe('not_found')
  })

  test('is seen by who opened or works it, and revealed to them as model 2.5 says', async () => {
    const { id } = await writeDown(people.xiaowang)
    const contact = await app.platform.db.selectFrom('customerContact').select('id').executeTakeFirstOrThrow()
    const reveal = { id, contactId: contact.id, reason: '回电' }
    for (const who of ['xiaowang', 'li', 'chen'] as const)
      expect(await people[who].refusal(getCustomer, { id }), who).toBe('not_found')
    const made = await openTicket(app, people.xiaowang, { customerId: id, anonymousReason: '', take: true })
    expect(await people.xiaowang.call(getCustomer, { id })).toMatchObject({
      name: '王小芳',
      may: { reveal: true, update: true },
    })
    expect((await people.xiaowang.call(revealContact, reveal)).value).toBe(phone)
    expect((await people.chen.call(getCustomer, { id })).may.reveal).toBe(false)
    expect((await people.li.call(revealContact, reveal)).value).toBe(phone)
    expect(await people.chen.refusal(revealContact, reveal)).toBe('not_allowed')
    for (const who of ['xiaoli', 'zhang', 'he', 'boss'] as const)
      expect(await people[who].refusal(getCustomer, { id }), who).toBe('not_found')
    await app.platform.db
      .updateTable('ticket')
      .set({ assigneeId: people.xiaoli.id })
      .where('id', '=', made.id)
      .execute()
    expect((await people.xiaoli.call(revealContact, reveal)).value).toBe(phone)
  })

  test('a department reads its part of the ticket, and nothing of the customer; the customer it wrote down stays masked', async () => {
    const { id } = await writeDown(people.he)
    await openTicket(app, people.he, { customerId: id, anonymousReason: '', groupId: people.groupB })
    expect((await people.he.call(getCustomer, { id })).may).toEqual({ reveal: false, update: false })
    const other = await writeDown(people.xiaowang, { phone: '13900139000' })
    const input = { customerId: other.id, anonymousReason: '', departmentId: people.department }
    const { id: ticketId } = await openTicket(app, people.xiaowang, input)
    expect((await people.he.call(getTicket, { id: ticketId })).ticket.no).toMatch(/^GD/)
    expect(await people.he.refusal(getCustomer, { id: other.id })).toBe('not_found')
  })
})
