import type { Insertable } from 'kysely'
import type { Database } from '../../../server/migrations/db-types.ts'
import type { Cell, World } from '../cell.ts'

/** How a person stands to a ticket; group A is the person's own, group B is not. */
export const aboutTicket = [
  'mine',
  'first responsible',
  'new in my group',
  'of my group',
  'my department’s part',
  'opened by me',
  'asked to take it over',
  'foreign',
  'never existed',
  'malformed id',
] as const

/** The relations that decide for most verbs. */
export const mostly = ['mine', 'of my group', 'my department’s part', 'foreign', 'never existed'] as const

export type Row = Partial<Insertable<Database['ticket']>>
export type Standing = { id: string; nodeId: string }

const me = ({ people }: World, { caller }: Cell) => (caller.kind === 'staff' ? caller.id : people.xiaoli.id)

function placeOf(world: World, cell: Cell): Row & { firstResponsibleId: string } {
  const { people } = world
  const mine = me(world, cell)
  const others = { groupId: people.groupB, assigneeId: people.zhang.id, firstResponsibleId: people.zhang.id }
  const places: Record<string, Row> = {
    mine: { assigneeId: mine, firstResponsibleId: mine },
    'first responsible': { firstResponsibleId: mine },
    'new in my group': { groupId: people.groupA, assigneeId: null, state: 'new' },
    'of my group': { groupId: people.groupA },
    'opened by me': { createdBy: mine },
  }
  return { ...others, ...places[cell.relation] }
}

const isThere = ({ relation }: Cell) => relation !== 'malformed id' && relation !== 'never existed'

/** Tickets in the relation of each cell and in one state, in three statements: the matrix needs thousands. */
export async function standings(world: World, cells: readonly Cell[], row: Row = {}): Promise<Standing[]> {
  const { db, clock } = world.app.platform
  const ids = cells.map((cell) => ({
    cell,
    id: cell.relation === 'malformed id' ? 'no-id' : clock.newId(),
    nodeId: clock.newId(),
  }))
  const there = ids.filter(({ cell }) => isThere(cell))
  const now = clock.now()
  const about = {
    subject: '茶具缺一只杯子',
    descriptionCustomer: '收到时少了一只杯子',
    category: 'stock.left',
    nature: 'request',
  }
  const where = { stage: 'aftersales', urgency: 'normal', channel: 'store', locale: 'zh-CN', anonymousReason: '到店' }
  const other = await otherDepartment(world)
  const tickets = there.map(({ cell, id }) => {
    const place = placeOf(world, cell)
    const state = place.state ?? row.state ?? 'in_progress'
    const nobody = { assigneeId: null, createdBy: null }
    return {
      id,
      no: `GD-${id}`,
      ...about,
      ...where,
      createdAt: now,
      lastActivityAt: now,
      ...nobody,
      ...row,
      ...place,
      state,
    }
  })
  const nodes = there.map(({ cell, id, nodeId }) => ({
    ...{ id: nodeId, ticketId: id, request: '请核实', state: 'open', sentBy: world.people.zhang.id, sentAt: now },
    departmentId: cell.relation === 'my department’s part' ? world.people.department : other,
    dueAt: new Date(now.getTime() + 86_400_000),
  }))
  const asked = there
    .filter(({ cell }) => cell.relation === 'asked to take it over')
    .map(({ cell, id }) => {
      const from = { fromId: world.people.zhang.id, toId: me(world, cell), reason: '休假', askedAt: now }
      return { id: clock.newId(), ticketId: id, ...from }
    })
  if (tickets.length > 0) await db.insertInto('ticket').values(tickets).execute()
  if (nodes.length > 0) await db.insertInto('ticketNode').values(nodes).execute()
  if (asked.length > 0) await db.insertInto('ticketHandover').values(asked).execute()
  return ids.map(({ id, nodeId }) => ({ id, nodeId }))
}

const others = new WeakMap<World['app'], Promise<string>>()

function otherDepartment({ app }: World): Promise<string> {
  const known = others.get(app)
  if (known) return known
  const made = insertDepartment(app)
  others.set(app, made)
  return made
}

async function insertDepartment(app: World['app']): Promise<string> {
  const id = app.clock.newId()
  const name = JSON.stringify({ 'zh-CN': '物流部', 'zh-TW': '物流部', en: 'Logistics' })
  await app.platform.db
    .insertInto('department')
    .values({ id, key: `logistics-${id}`, name })
    .execute()
  return id
}

/** A record that lacks nothing but what is left out. */
export const complete = ({ app }: World): Row => ({
  state: 'closed',
  result: '补发',
  solution: '明天到',
  feedbackNoteId: app.clock.newId(),
  surveyState: 'skipped',
  occurredAt: app.clock.now(),
  cause: '漏发',
  closedAt: app.clock.now(),
})

export async function writeProcessNotes({ app, people }: World, tickets: readonly Standing[]): Promise<void> {
  const { db, clock } = app.platform
  const words = { kind: 'process', body: '查仓库', authorType: 'staff', authorId: people.zhang.id, at: clock.now() }
  const there = await db
    .selectFrom('ticket')
    .select('id')
    .where(
      'id',
      'in',
      tickets.map(({ id }) => id).filter((id) => id !== 'no-id'),
    )
    .execute()
  const notes = there.map(({ id }) => ({ id: clock.newId(), ticketId: id, ...words }))
  await db.insertInto('ticketNote').values(notes).execute()
}

export async function uploadOf(world: World, cell: Cell): Promise<string> {
  const { db, clock } = world.app.platform
  const id = clock.newId()
  await db
    .insertInto('attachment')
    .values({
      ...{ id, uploadedByType: 'staff', uploadedBy: me(world, cell), name: 'a.txt', mime: 'text/plain', size: 1 },
      ...{ kind: 'file', sha256: Buffer.alloc(32), storageKey: `matrix/${id}`, createdAt: clock.now() },
    })
    .execute()
  return id
}
