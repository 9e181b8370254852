import type { Insertable } from 'kysely'
import type { Database } from '../../../server/migrations/db-types.ts'
import { type Asked, type Cell, plain, type Recipe, type World } from '../cell.ts'
import { ticketIn } from './a-ticket.ts'

type Ask = (world: World, cell: Cell) => unknown
const gone = (relation: string) => (relation === 'malformed id' ? 'no-id' : null)
const later = ({ app }: World, hours: number) =>
  new Date(app.platform.clock.now().getTime() + hours * 3_600_000).toISOString()
const me = ({ people }: World, { caller }: Cell) => (caller.kind === 'staff' ? caller.id : people.xiaoli.id)

/** How a person stands to an escalation or explanation; group A is the person's own, group B is not. */
const aboutEscalation = [
  'of my group',
  'told to me',
  'raised by me',
  'explained by me',
  'foreign',
  'never existed',
  'malformed id',
] as const

async function escalationOf(world: World, cell: Cell): Promise<{ escalation: string; explanation: string }> {
  const { db, clock } = world.app.platform
  const { people } = world
  const [escalation, explanation] = [clock.newId(), clock.newId()]
  const missing = gone(cell.relation)
  if (missing) return { escalation: missing, explanation: missing }
  if (cell.relation === 'never existed') return { escalation, explanation }
  const isForeign = cell.relation === 'foreign' || cell.relation === 'told to me'
  const groupId = isForeign ? people.groupB : people.groupA
  const ownerId = cell.relation === 'explained by me' ? me(world, cell) : people.zhang.id
  const ticketId = await ticketIn(world, { groupId, firstResponsibleId: ownerId })
  const now = clock.now()
  const row: Insertable<Database['escalation']> = {
    id: escalation,
    ticketId,
    groupId,
    level: 1,
    cause: 'agent',
    source: `agent:${escalation}`,
    urgency: 'normal',
    summary: '客户要求赔偿',
    reason: '超出权限',
    raisedBy: cell.relation === 'raised by me' ? me(world, cell) : null,
    state: 'raised',
    raisedAt: now,
  }
  await db.insertInto('escalation').values(row).execute()
  if (cell.relation === 'told to me')
    await db
      .insertInto('escalationRecipient')
      .values({ escalationId: escalation, staffId: me(world, cell), level: 1, toldAt: now })
      .execute()
  const owed = { id: explanation, escalationId: escalation, ticketId, groupId, ownerId, owedAt: now, dueAt: now }
  await db.insertInto('explanation').values(owed).execute()
  return { escalation, explanation }
}

const onEscalation = (body?: Ask): Recipe =>
  plain(
    async (world, cell): Promise<Asked> => ({
      params: { id: (await escalationOf(world, cell)).escalation },
      ...(body && { body: body(world, cell) }),
    }),
    { relations: aboutEscalation },
  )
const onExplanation = (body?: Ask): Recipe =>
  plain(
    async (world, cell): Promise<Asked> => ({
      params: { id: (await escalationOf(world, cell)).explanation },
      ...(body && { body: body(world, cell) }),
    }),
    { relations: aboutEscalation },
  )

/** How a person stands to a promise. */
const aboutPromise = ['mine', 'of my group', 'offered to me', 'foreign', 'never existed', 'malformed id'] as const

async function promiseOf(world: World, cell: Cell): Promise<string> {
  const { db, clock } = world.app.platform
  const { people } = world
  const id = clock.newId()
  const missing = gone(cell.relation)
  if (missing || cell.relation === 'never existed') return missing ?? id
  const ownerId = cell.relation === 'mine' ? me(world, cell) : people.zhang.id
  const groupId = cell.relation === 'mine' || cell.relation === 'of my group' ? people.groupA : people.groupB
  const row: Insertable<Database['commitment']> = {
    id,
    no: `CN-${id}`,
    ticketId: await ticketIn(world, { groupId, firstResponsibleId: ownerId }),
    groupId,
    ownerId,
    body: '电话告知结果',
    dueAt: new Date(later(world, 2)),
    channel: 'phone',
    customerAgreed: true,
    state: 'agreed',
    offeredTo: cell.relation === 'offered to me' ? me(world, cell) : null,
    madeBy: ownerId,
    madeAt: clock.now(),
  }
  await db.insertInto('commitment').values(row).execute()
  return id
}

const onPromise = (body?: Ask): Recipe =>
  plain(
    async (world, cell): Promise<Asked> => ({
      params: { id: await promiseOf(world, cell) },
      ...(body && { body: body(world, cell) }),
    }),
    { relations: aboutPromise },
  )

const aboutTicket = ['mine', 'of my group', 'foreign', 'never existed'] as const

async function ticketOf(world: World, cell: Cell): Promise<string> {
  const { people } = world
  if (cell.relation === 'never existed') return world.app.platform.clock.newId()
  const isMine = cell.relation === 'mine'
  const groupId = cell.relation === 'foreign' ? people.groupB : people.groupA
  const firstResponsibleId = isMine ? me(world, cell) : people.zhang.id
  return ticketIn(world, { groupId, firstResponsibleId, assigneeId: firstResponsibleId })
}

const aboutCheck = ['mine', 'another’s', 'never existed', 'malformed id'] as const

// A person has one check for a shift: each cell gets a shift of its own.
let shifts = 0

async function checkedItem(world: World, cell: Cell): Promise<string> {
  const { db, clock } = world.app.platform
  const { people } = world
  const id = clock.newId()
  const missing = gone(cell.relation)
  if (missing || cell.relation === 'never existed') return missing ?? id
  const staffId = cell.relation === 'mine' ? me(world, cell) : people.zhang.id
  const [checkId, now] = [clock.newId(), clock.now()]
  const check = {
    id: checkId,
    staffId,
    endsAt: new Date(Date.parse(later(world, 1)) + shifts++),
    openedAt: now,
    state: 'open',
  }
  await db.insertInto('shiftCheck').values(check).execute()
  const ticketId = await ticketIn(world, { groupId: people.groupA, firstResponsibleId: staffId, assigneeId: staffId })
  await db.insertInto('shiftCheckItem').values({ id, checkId, ticketId }).execute()
  return id
}

export const followUpRecipes: Record<string, Recipe[]> = {
  'GET /api/escalations': [plain(() => ({}))],
  'POST /api/tickets/:id/escalate': [
    plain(
      async (world, cell): Promise<Asked> => ({
        params: { id: await ticketOf(world, cell) },
        body: { escalationId: world.app.clock.newId(), summary: '客户要求赔偿', reason: '超出权限' },
      }),
      { relations: aboutTicket },
    ),
  ],
  'POST /api/escalations/:id/acknowledge': [onEscalation()],
  'POST /api/escalations/:id/act': [onEscalation(() => ({ measure: '今天补发' }))],
  'POST /api/escalations/:id/close': [onEscalation(() => ({ outcome: '已补发' }))],
  'GET /api/explanations': [plain(() => ({}))],
  'POST /api/explanations/:id': [
    onExplanation((world) => ({ cause: '盘点', plan: '明早补发', catchUpAt: later(world, 24) })),
  ],
  'POST /api/explanations/:id/read': [onExplanation()],
  'GET /api/commitments': [plain(() => ({}))],
  'POST /api/commitments': [
    plain(
      async (world, cell): Promise<Asked> => ({
        body: {
          commitmentId: world.app.clock.newId(),
          ticketId: await ticketOf(world, cell),
          body: '电话告知结果',
          dueAt: later(world, 2),
          channel: 'phone',
          customerAgreed: true,
        },
      }),
      { relations: aboutTicket },
    ),
  ],
  'POST /api/commitments/:id/agree': [onPromise()],
  'POST /api/commitments/:id/keep': [onPromise(() => ({ outcome: '已告知' }))],
  'POST /api/commitments/:id/renegotiate': [
    onPromise((world) => ({ dueAt: later(world, 8), toldBy: 'phone', reason: '快递停运' })),
  ],
  'POST /api/commitments/:id/cancel': [onPromise(() => ({ reason: '客户不需要了' }))],
  'POST /api/commitments/:id/offer': [onPromise(({ people }) => ({ toStaffId: people.chen.id, reason: '我要下班' }))],
  'POST /api/commitments/:id/offer/answer': [onPromise(() => ({ accept: true }))],
  'GET /api/shift-check': [plain(() => ({}))],
  'POST /api/shift-check/items/:itemId': [
    plain(
      async (world, cell): Promise<Asked> => ({
        params: { itemId: await checkedItem(world, cell) },
        body: { note: '明早跟进' },
      }),
      { relations: aboutCheck },
    ),
  ],
  'GET /api/shift-checks': [plain(() => ({}))],
}
