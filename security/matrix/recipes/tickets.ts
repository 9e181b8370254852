import { type Asked, type Cell, plain, type Recipe, type World } from '../cell.ts'
import { ticketInTheName } from './customers.ts'
import {
  aboutTicket,
  complete,
  mostly,
  type Row,
  type Standing,
  standings,
  uploadOf,
  writeProcessNotes,
} from './ticket-standing.ts'

type Ask = (world: World, cell: Cell, ticket: Standing) => unknown
type State = Row | ((world: World) => Row)
type Relations = readonly (typeof aboutTicket)[number][]

/** A verb on a ticket in every relation that matters to it; `state` is how the ticket stands when the verb comes. */
const verb = (body?: Ask, state: State = {}, relations: Relations = mostly): Recipe => ({
  relations,
  prepare: async (world, cells) => {
    const tickets = await standings(world, cells, typeof state === 'function' ? state(world) : state)
    const asked: Asked[] = []
    for (const [index, ticket] of tickets.entries())
      asked.push({ params: { id: ticket.id }, ...(body && { body: await body(world, cells[index] as Cell, ticket) }) })
    return asked
  },
})
/** The same in every relation there is. */
const everyway = (body?: Ask, state: State = {}) => verb(body, state, aboutTicket)

const newId = ({ app }: World) => app.clock.newId()
const matter = { subject: '另一件事', category: 'stock.left', descriptionCustomer: '另外改地址' }
const resolved: Row = { state: 'resolved', resolvedAt: new Date(0) }
const waiting: Row = { state: 'waiting_customer' }
const withDepartment: Row = { state: 'waiting_department' }
const closedNow = (world: World): Row => ({ state: 'closed', closedAt: world.app.clock.now() })

/** Another ticket to which the person stands in the same way. */
async function sibling(world: World, cell: Cell): Promise<{ id: string; no: string }> {
  const elsewhere = cell.relation === 'malformed id' || cell.relation === 'never existed'
  const [other] = await standings(world, [elsewhere ? { ...cell, relation: 'mine' } : cell])
  const id = other?.id ?? ''
  return { id, no: `GD-${id}` }
}

async function linked(world: World, cell: Cell, ticket: Standing): Promise<{ otherId: string }> {
  const other = await sibling(world, cell)
  if (cell.relation !== 'malformed id' && cell.relation !== 'never existed')
    await world.app.platform.db
      .insertInto('ticketLink')
      .values({ ticketId: ticket.id, otherId: other.id, kind: 'related', at: world.app.clock.now() })
      .execute()
  return { otherId: other.id }
}

const archive: Recipe = {
  relations: mostly,
  prepare: async (world, cells) => {
    const tickets = await standings(world, cells, complete(world))
    await writeProcessNotes(world, tickets)
    return tickets.map(({ id }) => ({ params: { id } }))
  },
}

export const ticketRecipes: Record<string, Recipe[]> = {
  'POST /api/tickets': [
    plain((world) => ({
      body: { ticketId: newId(world), nature: 'request', anonymousReason: '到店', channel: 'store', ...matter },
    })),
    ticketInTheName,
  ],
  'GET /api/tickets/:id': [everyway()],
  'GET /api/tickets/:id/timeline': [verb()],
  'PATCH /api/tickets/:id': [everyway(() => ({ revision: 1, product: '青花杯' }))],
  'POST /api/tickets/:id/assign': [everyway(({ people }) => ({ toStaffId: people.chen.id, reason: '更熟悉' }))],
  'POST /api/tickets/:id/accept': [everyway(undefined, { state: 'assigned' })],
  'POST /api/tickets/:id/told': [verb(() => ({ by: 'phone' }))],
  'POST /api/tickets/:id/reply': [verb((world) => ({ noteId: newId(world), body: '已通知仓库' }))],
  'POST /api/tickets/:id/ask-customer': [verb(() => ({ steps: '请拍照' }))],
  'POST /api/tickets/:id/customer-answered': [verb(() => ({ body: '照片已发' }), waiting)],
  'POST /api/tickets/:id/send-to-department': [
    verb(({ people }) => ({ departmentId: people.department, request: '请核实' })),
  ],
  'POST /api/tickets/:id/resolve': [verb(() => ({ result: '补发', solution: '明天到', toldBy: 'phone' }))],
  'POST /api/tickets/:id/confirm': [verb(() => ({}), resolved)],
  'POST /api/tickets/:id/dispute': [verb(() => ({ reason: '还是不对' }), resolved)],
  'POST /api/tickets/:id/reopen': [verb(() => ({ reason: '又缺一只' }), closedNow)],
  'POST /api/tickets/:id/archive': [archive],
  'POST /api/tickets/:id/waivers': [verb(() => ({ field: 'process', reason: '无法补录' }), complete)],
  'POST /api/tickets/:id/cancel': [verb(() => ({ reason: '测试单' }))],
  'POST /api/tickets/:id/merge': [
    verb(async (world, cell) => ({ intoId: (await sibling(world, cell)).id, reason: '同一件事' })),
  ],
  'POST /api/tickets/:id/split': [verb((world) => ({ ticketId: newId(world), ...matter }))],
  'POST /api/tickets/:id/links': [verb(async (world, cell) => ({ otherNo: (await sibling(world, cell)).no }))],
  'POST /api/tickets/:id/unlink': [verb(linked)],
  'POST /api/tickets/:id/notes': [everyway((world) => ({ noteId: newId(world), kind: 'process', body: '查仓库' }))],
  'POST /api/tickets/:id/attachments': [
    verb(async (world, cell) => ({ attachmentIds: [await uploadOf(world, cell)] })),
  ],
  'POST /api/tickets/:id/urgency': [verb(() => ({ urgency: 'urgent', reason: '客户今天要用' }))],
  'POST /api/tickets/:id/checks': [verb(() => ({ items: [{ body: '核对订单', done: true }] }))],
  'POST /api/tickets/:id/hand-over': [verb(({ people }) => ({ toStaffId: people.chen.id, reason: '明天休假' }))],
  'POST /api/tickets/:id/hand-over/answer': [everyway(() => ({ accept: true }))],
  'POST /api/tickets/:id/nodes/take': [verb((_world, _cell, { nodeId }) => ({ nodeId }), withDepartment)],
  'POST /api/tickets/:id/nodes/return': [
    verb((_world, _cell, { nodeId }) => ({ nodeId, result: '已补发' }), withDepartment),
  ],
  'POST /api/tickets/:id/nodes/recall': [
    verb((_world, _cell, { nodeId }) => ({ nodeId, reason: '不再需要' }), withDepartment),
  ],
  'POST /api/tickets/:id/door': [verb()],
  'POST /api/tickets/:id/door/close': [verb()],
}
