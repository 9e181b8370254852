import {
  absentRelations,
  insertSubjects,
  type Relation,
  type Subject,
  staffRelations,
  visitorRelations,
} from '../../world/conversations.ts'
import type { Asked, Cell, Recipe, World } from '../cell.ts'
import { plain } from '../cell.ts'
import { changedThroughTicket, customerThroughTicket, revealedThroughTicket } from './customers.ts'

type Ask = (subject: Subject, cell: Cell, world: World) => Asked | Promise<Asked>

const isAbsent = (relation: string) => (absentRelations as readonly string[]).includes(relation)

/** One conversation per cell, so that what one caller did changes nothing for the next. */
export async function subjectsOf(world: World, cells: readonly Cell[]): Promise<Subject[]> {
  const { app, people } = world
  const present = cells.filter((cell) => !isAbsent(cell.relation))
  const made = await insertSubjects(
    app,
    people,
    present.map(({ relation, caller }) => ({ relation: relation as Relation, caller })),
  )
  const next = made.values()
  return cells.map(({ relation }) => {
    if (!isAbsent(relation)) return next.next().value as Subject
    const id = relation === 'malformed id' ? 'no-id' : app.clock.newId()
    return { id, customerId: id, contactId: app.clock.newId(), messageId: app.clock.newId(), word: 'zqnothing' }
  })
}

const about = (relations: readonly string[], ask: Ask, as?: string): Recipe => ({
  ...(as && { as }),
  relations,
  async prepare(world, cells) {
    // Conversations of the last endpoint no longer count as anybody's load.
    await world.app.platform.db
      .updateTable('conversation')
      .set({ assigneeId: null, offeredTo: null, state: 'closed' })
      .execute()
    const subjects = await subjectsOf(world, cells)
    return Promise.all(subjects.map((subject, index) => ask(subject, cells[index] as Cell, world)))
  },
})
const forStaff = (ask: Ask, as?: string) => about([...staffRelations, ...absentRelations], ask, as)
const forVisitors = (ask: Ask, as?: string) => about([...visitorRelations, ...absentRelations], ask, as)
const byId =
  (body?: unknown): Ask =>
  ({ id }) => ({ params: { id }, ...(body !== undefined && { body }) })

const message =
  (more: object): Ask =>
  ({ id }, _cell, { app }) => ({
    params: { id },
    body: { messageId: app.clock.newId(), body: '您好', ...more },
  })
const foreignFile: Ask = async ({ id }, { caller }, { app, people }) => {
  const attachmentId = app.clock.newId()
  await app.platform.db
    .insertInto('attachment')
    .values({
      id: attachmentId,
      uploadedByType: 'staff',
      uploadedBy: people.zhang.id,
      name: 'foreign.txt',
      mime: 'text/plain',
      size: 1,
      kind: 'file',
      storageKey: `none/${attachmentId}`,
      sha256: Buffer.alloc(32),
    })
    .execute()
  const body = { messageId: app.clock.newId(), attachmentId, ...(caller.kind === 'staff' && { stream: 'talk' }) }
  return { params: { id }, body }
}
const filter = (more: Record<string, string> = {}) => plain(() => ({ query: more }))

export const conversationRecipes: Record<string, Recipe[]> = {
  'GET /api/conversations': [filter()],
  'GET /api/search/conversations': [filter({ q: 'zqnothing' })],
  'GET /api/conversations/:id': [forStaff(byId())],
  'GET /api/conversations/:id/messages': [
    forStaff(byId(), 'talk'),
    forStaff(({ id }) => ({ params: { id }, query: { stream: 'note' } }), 'notes'),
  ],
  'GET /api/conversations/:id/transfer-targets': [forStaff(byId())],
  'POST /api/conversations/:id/messages': [
    forStaff(message({}), 'reply'),
    forStaff(message({ stream: 'note' }), 'note'),
    about(['mine'], foreignFile, 'reply with somebody else’s file'),
  ],
  'PUT /api/conversations/:id/draft': [forStaff(byId({ body: '稍等' }))],
  'POST /api/conversations/:id/accept': [forStaff(byId())],
  'POST /api/conversations/:id/decline': [forStaff(byId())],
  'POST /api/conversations/:id/wait': [forStaff(byId())],
  'POST /api/conversations/:id/join': [forStaff(byId())],
  'POST /api/conversations/:id/leave': [forStaff(byId())],
  'POST /api/conversations/:id/take-over': [forStaff(byId({ reason: '客户等得太久' }))],
  'POST /api/conversations/:id/transfer': [
    forStaff(({ id }, _cell, { people }) => ({
      params: { id },
      body: { toGroupId: people.groupB, reason: '售后问题' },
    })),
  ],
  'POST /api/conversations/:id/end': [forStaff(byId())],
  'POST /api/conversations/:id/record': [
    forStaff(byId({ category: 'stock.left', stage: 'presales', result: '已答复', resolved: true })),
  ],
  'POST /api/conversations/:id/urgency': [forStaff(byId({ urgency: 'urgent' }))],
  'POST /api/conversations/:id/recall': [
    forStaff(byId({ seq: 2 }), 'my own line'),
    forStaff(byId({ seq: 1 }), 'the customer’s line'),
  ],
  'POST /api/conversations/:id/pin': [forStaff(byId({ seq: 1, pinned: true }))],
  'GET /api/widget/conversations/:id': [forVisitors(byId())],
  'GET /api/widget/conversations/:id/messages': [forVisitors(byId())],
  'GET /api/widget/conversations/:id/transcript': [forVisitors(byId())],
  'POST /api/widget/conversations/:id/messages': [
    forVisitors(message({})),
    about(['own'], foreignFile, 'with somebody else’s file'),
  ],
  'POST /api/widget/conversations/:id/recall': [
    forVisitors(byId({ seq: 1 }), 'my own line'),
    forVisitors(byId({ seq: 2 }), 'the agent’s line'),
  ],
  'POST /api/widget/conversations/:id/end': [forVisitors(byId())],
  'POST /api/widget/conversations/:id/rating': [forVisitors(byId({ score: 5 }))],
  'POST /api/widget/conversations/:id/rating/decline': [forVisitors(byId())],
  'GET /api/customers/:id': [forStaff(({ customerId }) => ({ params: { id: customerId } })), customerThroughTicket],
  'PATCH /api/customers/:id': [
    forStaff(({ customerId }) => ({ params: { id: customerId }, body: { level: 'vip' } })),
    changedThroughTicket,
  ],
  'POST /api/customers/:id/contacts/:contactId/reveal': [
    forStaff(({ customerId, contactId }) => ({ params: { id: customerId, contactId }, body: { reason: '回电' } })),
    about(
      ['mine'],
      ({ customerId }, _cell, { app }) => ({
        params: { id: customerId, contactId: app.clock.newId() },
        body: { reason: '回电' },
      }),
      'a contact of somebody else',
    ),
    revealedThroughTicket,
  ],
}
