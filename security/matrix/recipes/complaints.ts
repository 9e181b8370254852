import type { Insertable } from 'kysely'
import type { Database } from '../../../server/migrations/db-types.ts'
import { type Asked, type Cell, plain, type Recipe, type World } from '../cell.ts'
import { ticketIn } from './a-ticket.ts'

/** How a person stands to a complaint; group A is the person's own, group B is not. */
const relations = ['mine', 'of my group', 'about me', 'foreign', 'never existed', 'malformed id'] as const
/** `isDone`: the plan is carried out. */
type Change = Partial<Insertable<Database['complaint']>> & { isDone?: boolean }
type Made = { complaint: string; ticket: string; item: string }
type Ask = (world: World, cell: Cell, made: Made) => unknown

const me = ({ people }: World, { caller }: Cell) => (caller.kind === 'staff' ? caller.id : people.xiaoli.id)
const inHours = ({ app }: World, hours: number) => new Date(app.clock.now().getTime() + hours * 3_600_000)

/** `about me`: of my group, and I am whom the customer complains about. */
async function complaintOf(world: World, cell: Cell, { isDone, ...change }: Change): Promise<Made> {
  const { db, clock } = world.app.platform
  const { people } = world
  const [id, item] = [clock.newId(), clock.newId()]
  if (cell.relation === 'malformed id') return { complaint: 'no-id', ticket: 'no-id', item }
  if (cell.relation === 'never existed') return { complaint: id, ticket: id, item }
  const ownerId = cell.relation === 'mine' ? me(world, cell) : people.zhang.id
  const groupId = cell.relation === 'foreign' ? people.groupB : people.groupA
  const owner = { firstResponsibleId: ownerId, assigneeId: ownerId }
  // Called back after it is resolved: somebody has to be there to call.
  const customerId = world.callers.visitor.customerId ?? null
  const ticket = await ticketIn(world, { groupId, nature: 'complaint', customerId, ...owner })
  const row: Insertable<Database['complaint']> = {
    id,
    no: `TS-${id}`,
    ticketId: ticket,
    state: 'registered',
    firstHandlerId: ownerId,
    responsibleAgentId: cell.relation === 'about me' ? me(world, cell) : null,
    createdAt: clock.now(),
    ...change,
  }
  await db.insertInto('complaint').values(row).execute()
  const doneAt = isDone ? clock.now() : null
  await db
    .insertInto('complaintPlanItem')
    .values({ id: item, complaintId: id, position: 1, body: '补发', ownerId, dueAt: inHours(world, 4), doneAt })
    .execute()
  return { complaint: id, ticket, item }
}

/** A step on a complaint that stands where the step begins. */
const step = (state: string, body?: Ask, change: (world: World) => Promise<Change> = async () => ({})): Recipe =>
  plain(
    async (world, cell): Promise<Asked> => {
      const made = await complaintOf(world, cell, { state, ...(await change(world)) })
      return { params: { id: made.complaint }, ...(body && { body: body(world, cell, made) }) }
    },
    { relations },
  )

/** R47: called back, and the customer had something to say. */
async function revisited({ app, people, callers }: World): Promise<Change> {
  const id = app.clock.newId()
  const now = app.clock.now()
  await app.platform.db
    .insertInto('callbackTask')
    .values({
      id,
      kind: 'complaint_after',
      subjectType: 'complaint',
      subjectId: id,
      customerId: callers.visitor.customerId ?? '',
      groupId: people.groupA,
      dueAt: now,
      state: 'done',
      createdAt: now,
    })
    .execute()
  return { revisitId: id }
}

const plan = (world: World) => ({
  items: [{ body: '补发一只杯子', ownerId: world.people.zhang.id, dueAt: inHours(world, 4).toISOString() }],
})

export const complaintRecipes: Record<string, Recipe[]> = {
  'GET /api/complaints': [plain(() => ({}))],
  'GET /api/tickets/:id/complaint': [
    plain(async (world, cell) => ({ params: { id: (await complaintOf(world, cell, {})).ticket } }), { relations }),
  ],
  'POST /api/complaints/:id/soothe': [step('registered', () => ({ how: 'call', words: '非常抱歉' }))],
  'POST /api/complaints/:id/investigate': [step('soothed')],
  'POST /api/complaints/:id/plan': [step('investigating', plan)],
  'POST /api/complaints/:id/answer': [step('plan_offered', () => ({ accept: true, feedback: '可以' }))],
  'POST /api/complaints/:id/renegotiate': [step('rejected')],
  'POST /api/complaints/:id/escalate-outside': [step('renegotiate', () => ({ reason: '客户找了消协' }))],
  'POST /api/complaints/:id/execute': [step('accepted')],
  'POST /api/complaints/:id/items/done': [step('executing', (_world, _cell, { item }) => ({ itemId: item }))],
  'POST /api/complaints/:id/resolve': [step('executing', undefined, async () => ({ isDone: true }))],
  'POST /api/complaints/:id/close': [
    step('revisit', undefined, async (world) => ({ ...(await revisited(world)), rootCause: '漏装' })),
  ],
  'PATCH /api/complaints/:id': [step('investigating', () => ({ rootCause: '漏装' }))],
}
