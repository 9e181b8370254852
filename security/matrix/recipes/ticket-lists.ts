import { type Asked, type Cell, plain, type Recipe, type World } from '../cell.ts'

type Ask = (world: World, cell: Cell) => Asked | Promise<Asked>
const inRelations = (relations: readonly string[], ask: Ask): Recipe => ({ ...plain(ask), relations })
const idOf = ({ people }: World, { caller }: Cell) => (caller.kind === 'staff' ? caller.id : people.xiaoli.id)

const ticketRelations = [
  'mine',
  'I answer for it',
  'of my group',
  'nobody’s, of my group',
  'of my department',
  'my department has a part',
  'I made it',
  'asked to take it over',
  'foreign',
  'nobody’s, of another group',
  'never existed',
  'malformed id',
] as const

type Place = { groupId?: string; assigneeId?: string; departmentId?: string; createdBy?: string }

function placeOf(world: World, cell: Cell): Place | null {
  const { people } = world
  const me = idOf(world, cell)
  const places: Record<string, Place> = {
    mine: { groupId: people.groupA, assigneeId: me },
    'I answer for it': { groupId: people.groupB, assigneeId: people.zhang.id },
    'of my group': { groupId: people.groupA, assigneeId: people.xiaoli.id },
    'nobody’s, of my group': { groupId: people.groupA },
    'of my department': { groupId: people.groupB, assigneeId: people.zhang.id, departmentId: people.department },
    'my department has a part': { groupId: people.groupB, assigneeId: people.zhang.id },
    'I made it': { groupId: people.groupB, assigneeId: people.zhang.id, createdBy: me },
    'asked to take it over': { groupId: people.groupB, assigneeId: people.zhang.id },
    foreign: { groupId: people.groupB, assigneeId: people.zhang.id },
    'nobody’s, of another group': { groupId: people.groupB },
  }
  return places[cell.relation] ?? null
}

/** One ticket for each cell, as the caller stands to it. */
async function ticketOf(world: World, cell: Cell): Promise<string> {
  const { db, clock } = world.app.platform
  const { people } = world
  const [id, place, now] = [clock.newId(), placeOf(world, cell), clock.now()]
  if (!place) return cell.relation === 'malformed id' ? 'no-id' : id
  const firstResponsibleId = cell.relation === 'I answer for it' ? idOf(world, cell) : people.zhang.id
  await db
    .insertInto('ticket')
    .values({
      ...{
        id,
        no: `GD-${id}`,
        state: place.assigneeId ? 'in_progress' : 'new',
        subject: '快递没到',
        nature: 'complaint',
      },
      ...{ category: 'stock.left', stage: 'aftersales', urgency: 'normal', channel: 'phone', locale: 'zh-CN' },
      ...{ descriptionCustomer: '没到', firstResponsibleId, createdAt: now, lastActivityAt: now, ...place },
    })
    .execute()
  const sent = { id: clock.newId(), ticketId: id, sentBy: people.zhang.id, sentAt: now, dueAt: now, state: 'open' }
  if (cell.relation === 'my department has a part')
    await db
      .insertInto('ticketNode')
      .values({ ...sent, departmentId: people.department, request: '查一下' })
      .execute()
  const asked = { id: clock.newId(), ticketId: id, fromId: people.zhang.id, reason: '休假', askedAt: now }
  if (cell.relation === 'asked to take it over')
    await db
      .insertInto('ticketHandover')
      .values({ ...asked, toId: idOf(world, cell) })
      .execute()
  return id
}

const form: Ask = async (world, cell) => ({ params: { id: await ticketOf(world, cell), form: 'consult' } })

const viewRelations = ['mine', 'shared with my group', 'private, of a colleague', 'shared with another group']
const absent = ['never existed', 'malformed id']

const savedView =
  (body?: object): Ask =>
  async (world, cell) => {
    const { app, people } = world
    const id = app.clock.newId()
    const owners: Record<string, string> = {
      mine: idOf(world, cell),
      'shared with my group': people.xiaoli.id,
      'private, of a colleague': people.xiaoli.id,
      'shared with another group': people.zhang.id,
    }
    const staffId = owners[cell.relation]
    const shared = cell.relation.startsWith('shared')
    const row = { id, name: '我的', shared, filter: '{}', createdAt: app.clock.now() }
    if (staffId)
      await app.platform.db
        .insertInto('ticketView')
        .values({ ...row, staffId })
        .execute()
    return { params: { id: cell.relation === 'malformed id' ? 'no-id' : id }, ...(body && { body }) }
  }

/** Work of mine, or of a supervisor whose id of it I came to know. */
const owners = (world: World, cell: Cell): string | undefined =>
  ({ mine: idOf(world, cell), 'of a colleague': world.people.li.id })[cell.relation]
const ownedRelations = ['mine', 'of a colleague', ...absent]

const bulk =
  (state: string): Ask =>
  async (world, cell) => {
    const { db, clock } = world.app.platform
    const [id, staffId, at] = [clock.newId(), owners(world, cell), clock.now()]
    const action = JSON.stringify({ kind: 'tags', add: ['a'], remove: [] })
    const row = { id, action, state, total: 1, done: 1, askedAt: at, movedAt: at, finishedAt: at }
    if (staffId)
      await db
        .insertInto('bulkChange')
        .values({ ...row, staffId })
        .execute()
    return { params: { id: cell.relation === 'malformed id' ? 'no-id' : id } }
  }

const exported: Ask = async (world, cell) => {
  const { db, clock, files } = world.app.platform
  const [id, staffId, at] = [clock.newId(), owners(world, cell), clock.now()]
  const written = { state: 'done', size: 1, storageKey: `exports/${id}`, finishedAt: at }
  const row = {
    id,
    format: 'csv',
    sheet: 'list',
    filter: '{}',
    columns: '[]',
    locale: 'zh-CN',
    name: 'a.csv',
    ...written,
  }
  const times = { askedAt: at, movedAt: at, expiresAt: new Date(at.getTime() + 3_600_000) }
  if (staffId) {
    await db
      .insertInto('exportFile')
      .values({ ...row, ...times, staffId })
      .execute()
    await files.put(`exports/${id}`, Buffer.from('a'))
  }
  return { params: { id: cell.relation === 'malformed id' ? 'no-id' : id } }
}

const many = (action: object) => plain(({ app }) => ({ body: { ids: [app.clock.newId()], action } }))

export const ticketListRecipes: Record<string, Recipe[]> = {
  'GET /api/tickets': [plain(() => ({ query: { list: 'all' } }))],
  'GET /api/tickets/count': [plain(() => ({ query: { list: 'all' } }))],
  'GET /api/tickets/tags': [plain(() => ({}))],
  'GET /api/tickets/columns': [plain(() => ({}))],
  'PUT /api/tickets/columns': [plain(() => ({ body: { columns: [{ key: 'no' }] } }))],
  'GET /api/ticket-views': [plain(() => ({}))],
  'POST /api/ticket-views': [plain(() => ({ body: { name: '我的', filter: {} } }))],
  'PATCH /api/ticket-views/:id': [inRelations([...viewRelations, ...absent], savedView({ name: '改名' }))],
  'DELETE /api/ticket-views/:id': [inRelations([...viewRelations, ...absent], savedView())],
  'POST /api/tickets/bulk': [
    { ...many({ kind: 'tags', add: ['a'] }), as: 'tags' },
    { ...many({ kind: 'cancel', reason: '测试' }), as: 'cancel' },
  ],
  'GET /api/bulk': [plain(() => ({}))],
  'GET /api/bulk/:id': [inRelations(ownedRelations, bulk('done'))],
  'POST /api/bulk/:id/cancel': [inRelations(ownedRelations, bulk('running'))],
  'POST /api/bulk/:id/undo': [inRelations(ownedRelations, bulk('done'))],
  'POST /api/tickets/exports': [plain(() => ({ body: { format: 'csv', filter: {} } }))],
  'GET /api/exports': [plain(() => ({}))],
  'GET /api/exports/:id': [inRelations(ownedRelations, exported)],
  'POST /api/exports/:id/cancel': [inRelations(ownedRelations, exported)],
  'GET /api/exports/:id/file': [inRelations(ownedRelations, exported)],
  'GET /api/tickets/:id/records/:form': [inRelations(ticketRelations, form)],
  'GET /api/tickets/:id/records/:form/file': [inRelations(ticketRelations, form)],
}
