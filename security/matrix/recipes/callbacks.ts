import type { Insertable } from 'kysely'
import type { Database } from '../../../server/migrations/db-types.ts'
import { type Asked, type Cell, plain, type Recipe, type World } from '../cell.ts'

type Row = Partial<Insertable<Database['callbackTask']>>

/** How a person stands to a call-back; group A is the person's own, group B is not. */
const relations = [
  'mine',
  'of my group',
  'nobody’s, of my group',
  'foreign',
  'nobody’s, of another group',
  'mine, done',
  'never existed',
  'malformed id',
] as const

function rowOf({ people }: World, { relation, caller }: Cell): Row | null {
  const me = caller.kind === 'staff' ? caller.id : people.xiaoli.id
  const rows: Record<string, Row> = {
    mine: { ownerId: me, groupId: people.groupA },
    'of my group': { ownerId: people.xiaoli.id, groupId: people.groupA },
    'nobody’s, of my group': { ownerId: null, groupId: people.groupA },
    foreign: { ownerId: people.zhang.id, groupId: people.groupB },
    'nobody’s, of another group': { ownerId: null, groupId: people.groupB },
    'mine, done': { ownerId: me, groupId: people.groupA, state: 'done', result: '已致歉', closedAt: new Date() },
  }
  return rows[relation] ?? null
}

/** One call-back per cell, so that what one caller did changes nothing for the next. */
async function callbackOf(world: World, cell: Cell): Promise<string> {
  const { db, clock } = world.app.platform
  const row = rowOf(world, cell)
  const id = clock.newId()
  if (!row) return cell.relation === 'malformed id' ? 'no-id' : id
  const [customerId, subjectId, now] = [clock.newId(), clock.newId(), clock.now()]
  await db
    .insertInto('customer')
    .values({ id: customerId, no: `C-${customerId}`, displayName: '王小明' })
    .execute()
  const about = { kind: 'low_score', subjectType: 'conversation', subjectId, customerId, score: 2, scoreNow: 2 }
  await db
    .insertInto('callbackTask')
    .values({
      id,
      ...about,
      createdAt: now,
      dueAt: new Date(now.getTime() + 3_600_000),
      ownerId: null,
      groupId: null,
      ...row,
    })
    .execute()
  return id
}

type Ask = (world: World, cell: Cell) => unknown
const about = (body?: Ask, as?: string): Recipe => ({
  ...(as && { as }),
  ...plain(
    async (world, cell): Promise<Asked> => ({
      params: { id: await callbackOf(world, cell) },
      ...(body && { body: body(world, cell) }),
    }),
    { relations },
  ),
})
const tried: Ask = ({ app }) => ({ attemptId: app.clock.newId(), channel: 'phone', outcome: 'no_answer' })

export const callbackRecipes: Record<string, Recipe[]> = {
  'GET /api/callbacks': [plain(() => ({}))],
  'GET /api/callbacks/:id': [about()],
  'POST /api/callbacks/:id/attempts': [about(tried)],
  'POST /api/callbacks/:id/assign': [
    about((_world, { caller }) => ({ staffId: caller.id }), 'to myself'),
    about(({ people }) => ({ staffId: people.xiaoli.id }), 'to a colleague'),
  ],
  'POST /api/callbacks/:id/cancel': [about(() => ({ reason: '测试数据' }))],
  'GET /api/reports/satisfaction': [plain(() => ({ query: { from: '2026-03-01', to: '2026-03-31' } }))],
}
