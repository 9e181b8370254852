import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTicket } from '../../../domain/tickets/contract.ts'
import {
  countTickets,
  createTicketView,
  deleteTicketView,
  getColumns,
  listTags,
  listTickets,
  listTicketViews,
  setColumns,
  updateTicketView,
} from '../../../domain/tickets/lists/list-contract.ts'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { type Cast, cast, type Person, signIn } from '../../../test/cast.ts'
import { category } from '../../../test/visitor.ts'

let app: TestApp
let people: Cast

beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.reset()
  people = await cast(app)
  await category(app)
})

async function open(person: Person, more: object = {}) {
  app.clock.advance(1)
  const { ticket } = await person.call(createTicket, {
    ticketId: app.clock.newId(),
    nature: 'request',
    channel: 'phone',
    subject: '改收货地址',
    category: 'stock.left',
    stage: 'aftersales',
    descriptionCustomer: '请改地址',
    anonymousReason: '电话未留姓名',
    groupId: people.groupA,
    take: true,
    ...more,
  })
  return ticket
}

describe('GET /api/tickets', () => {
  it('shows my tickets newest first, pages by cursor, and counts without counting', async () => {
    const { xiaowang } = people
    const made = [await open(xiaowang), await open(xiaowang), await open(xiaowang)]
    const first = await xiaowang.call(listTickets, { list: 'mine', limit: 2 })
    expect(first.items.map(({ no }) => no)).toEqual([made[2]?.no, made[1]?.no])
    expect(first.counts).toMatchObject({ mine: 3, responsible: 3, new: 0, escalated: 0, overdue: 0 })
    const second = await xiaowang.call(listTickets, { list: 'mine', limit: 2, cursor: first.nextCursor as string })
    expect(second.items.map(({ no }) => no)).toEqual([made[0]?.no])
    expect(second.nextCursor).toBeNull()
  })

  it('leaves out what is not mine to see, and a filter opens no door', async () => {
    const { xiaowang, xiaoli, zhang, li } = people
    const ticket = await open(zhang, { groupId: people.groupB })
    await open(xiaoli)
    for (const filter of [
      { list: 'all' },
      { list: 'all', assigneeId: zhang.id },
      { list: 'all', q: ticket.no },
    ] as const) {
      const { items } = await xiaowang.call(listTickets, filter)
      expect(items).toEqual([])
      expect((await xiaowang.call(countTickets, filter)).count).toBe(0)
    }
    expect((await li.call(listTickets, { list: 'group' })).items).toHaveLength(1)
    expect((await zhang.call(listTickets, { list: 'all', q: ticket.no })).items).toHaveLength(1)
  })

  it('finds by each filter', async () => {
    const { xiaowang } = people
    const due = await open(xiaowang, { urgency: 'urgent', tags: ['易碎'], orderNo: '20231027005', subject: '快递破损' })
    await open(xiaowang, { nature: 'complaint' })
    const only = async (filter: object) => {
      const { items } = await xiaowang.call(listTickets, { list: 'mine', ...filter })
      return items.length === 1 && items[0]?.id === due.id
    }
    for (const filter of [
      { urgency: 'urgent' },
      { tag: '易碎' },
      { orderNo: '20231027005' },
      { q: '破损' },
      { q: due.no },
      { nature: 'request' },
      { createdTo: new Date(Date.parse(due.createdAt) + 1).toISOString() },
    ])
      expect(await only(filter), JSON.stringify(filter)).toBe(true)
    const byLimit = await xiaowang.call(listTickets, { list: 'mine', sort: 'due' })
    expect(byLimit.items[0]?.id).toBe(due.id)
  })

  it('says what is overdue as soon as the limit has passed', async () => {
    const { xiaowang } = people
    await open(xiaowang, { urgency: 'critical' })
    app.clock.advance(31 * 60)
    const { counts, items } = await (await signIn(app, 'xiaowang')).call(listTickets, { list: 'overdue' })
    expect(counts.overdue).toBe(1)
    expect(items).toHaveLength(1)
  })

  it.each(['nonsense', `-271821-04-20T00:00:00.000Z_${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}`])(
    'refuses the cursor %s',
    async (cursor) => {
      expect(await people.xiaowang.refusal(listTickets, { cursor })).toBe('invalid_input')
    },
  )
})

describe('saved views', () => {
  const filter = { list: 'group', urgency: 'urgent' } as const

  it('are mine, or shared by people of my groups, who cannot change them', async () => {
    const { xiaowang, chen, zhang } = people
    const { view } = await chen.call(createTicketView, {
      name: '本组紧急',
      shared: true,
      filter,
      columns: [{ key: 'no' }],
    })
    await chen.call(createTicketView, { name: '只给自己', filter })
    const { items } = await xiaowang.call(listTicketViews)
    expect(items).toEqual([{ ...view, mine: false }])
    expect((await zhang.call(listTicketViews)).items).toEqual([])
    expect(await xiaowang.refusal(updateTicketView, { id: view.id, name: '改名' })).toBe('not_found')
    expect(await xiaowang.refusal(deleteTicketView, { id: view.id })).toBe('not_found')
    const changed = await chen.call(updateTicketView, { id: view.id, name: '紧急', shared: false })
    expect(changed.view).toMatchObject({ name: '紧急', shared: false, filter })
    expect((await xiaowang.call(listTicketViews)).items).toEqual([])
    await chen.call(deleteTicketView, { id: view.id })
    expect((await chen.call(listTicketViews)).items.map(({ name }) => name)).toEqual(['只给自己'])
  })
})

describe('columns', () => {
  it('are kept for each person, in order and width; none twice, none unknown', async () => {
    const { xiaowang, xiaoli } = people
    const standard = await xiaowang.call(getColumns)
    const columns = [{ key: 'subject', width: 420 }, { key: 'no' }] as const
    await xiaowang.call(setColumns, { columns: [...columns] })
    expect(await xiaowang.call(getColumns)).toEqual({ columns })
    expect(await xiaoli.call(getColumns)).toEqual(standard)
    for (const wrong of [[], [{ key: 'no' }, { key: 'no' }], [{ key: 'salary' }], [{ key: 'no', width: 5 }]])
      expect((await xiaowang.put('/api/tickets/columns', { columns: wrong })).status).toBe(400)
  })
})

describe('GET /api/tickets/tags', () => {
  it('offers the tags of tickets one looks after, the most used first', async () => {
    const { xiaowang, xiaoli, chen } = people
    await open(xiaowang, { tags: ['退款', '催单'] })
    await open(xiaowang, { tags: ['催单'] })
    await open(xiaoli, { tags: ['破损'] })
    expect((await xiaowang.call(listTags)).items).toEqual(['催单', '退款'])
    const [first, ...others] = (await chen.call(listTags)).items
    expect([first, others.toSorted()]).toEqual(['催单', ['破损', '退款'].toSorted()])
    expect(await people.admin.refusal(listTags)).toBe('not_allowed')
  })
})
