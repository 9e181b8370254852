import { type Selectable, sql } from 'kysely'
import type { BulkAction } from '../../../../domain/tickets/lists/bulk-contract.ts'
import type { BulkChangeTable } from '../../../migrations/db-types.ts'
import type { Ctx, Tx } from '../../../platform/context.ts'

export type BulkRow = Omit<Selectable<BulkChangeTable>, 'action' | 'state'> & {
  action: BulkAction
  state: 'waiting' | 'running' | 'done' | 'cancelled'
  /** Another change took it back, or is doing so. */
  undone: boolean
}
export type Item = { position: number; ticketId: string; before: unknown; after: unknown }
export type Outcome = {
  position: number
  refusal?: string
  details?: Record<string, string | number>
  before?: object | undefined
  after?: object | undefined
}

type NewBulk = { id: string; staffId: string; action: BulkAction; total: number; undoOf?: string }

export async function insertBulk(tx: Tx, { action, ...bulk }: NewBulk): Promise<void> {
  const at = tx.clock.now()
  await tx.db
    .insertInto('bulkChange')
    .values({ ...bulk, action: JSON.stringify(action), askedAt: at, movedAt: at })
    .execute()
}

export async function insertItems(tx: Tx, bulkId: string, ticketIds: readonly string[]): Promise<void> {
  await sql`
    insert into bulk_item (bulk_id, position, ticket_id)
    select ${bulkId}, position, id from unnest(${[...ticketIds]}::uuid[]) with ordinality as x (id, position)`.execute(
    tx.db,
  )
}

/** What was done, the last first, with what to put back. */
export async function insertUndoItems(tx: Tx, bulkId: string, undoOf: string): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    with put as (
      insert into bulk_item (bulk_id, position, ticket_id, before, after)
      select ${bulkId}, row_number() over (order by position desc), ticket_id, before, after
      from bulk_item where bulk_id = ${undoOf} and state = 'done' and before is not null
      returning 1
    ) select count(*)::int as total from put`.execute(tx.db)
  return rows[0]?.total ?? 0
}

const columns = sql.raw('b.*, exists (select from bulk_change u where u.undo_of = b.id) as undone')

export async function bulkOf(ctx: Ctx, staffId: string, id: string): Promise<BulkRow | undefined> {
  const { rows } = await sql<BulkRow>`
    select ${columns} from bulk_change b where b.id = ${id} and b.staff_id = ${staffId}`.execute(ctx.db)
  return rows[0]
}

export async function newestBulks(ctx: Ctx, staffId: string): Promise<BulkRow[]> {
  const { rows } = await sql<BulkRow>`
    select ${columns} from bulk_change b where b.staff_id = ${staffId} order by b.asked_at desc, b.id desc limit 20`.execute(
    ctx.db,
  )
  return rows
}

export async function unfinishedBulks(tx: Tx, staffId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from bulk_change where staff_id = ${staffId} and state in ('waiting', 'running')`.execute(
    tx.db,
  )
  return rows[0]?.count ?? 0
}

export type Refusal = {
  bulkId: string
  ticketId: string
  no: string | null
  refusal: string
  details: Record<string, string | number> | null
}

/** The first refusals of each; tickets that were never seen keep their number to themselves. */
export async function refusalsOf(ctx: Ctx, bulkIds: readonly string[], limit: number): Promise<Refusal[]> {
  const { rows } = await sql<Refusal>`
    select i.bulk_id, i.ticket_id, case when i.refusal <> 'not_found' then t.no end as no, i.refusal, i.details
    from unnest(${[...bulkIds]}::uuid[]) as wanted (id), lateral (
      select * from bulk_item where bulk_id = wanted.id and state = 'refused' order by position limit ${limit}
    ) i left join ticket t on t.id = i.ticket_id order by i.position`.execute(ctx.db)
  return rows
}

/** Held until the transaction ends. */
export async function lockBulk(tx: Tx, id: string): Promise<BulkRow | undefined> {
  const { rows } = await sql<BulkRow>`
    select ${columns} from bulk_change b where b.id = ${id} for update`.execute(tx.db)
  return rows[0]
}

/** The same for a worker, of which there is one at a time on whatever node: nothing when another is at it. */
export async function claimBulk(tx: Tx, id: string): Promise<BulkRow | undefined> {
  const { rows } = await sql<BulkRow>`
    select ${columns} from bulk_change b where b.id = ${id} and b.state in ('waiting', 'running')
    for update skip locked`.execute(tx.db)
  return rows[0]
}

export async function nextItems(tx: Tx, bulkId: string, limit: number): Promise<Item[]> {
  const { rows } = await sql<Item>`
    select position, ticket_id, before, after from bulk_item
    where bulk_id = ${bulkId} and state = 'waiting' order by position limit ${limit}`.execute(tx.db)
  return rows
}

/** Writes how the items ended, in the transaction of the changes themselves. */
export async function finishItems(tx: Tx, bulkId: string, outcomes: readonly Outcome[]): Promise<void> {
  await sql`
    update bulk_item i set state = case when x.refusal is null then 'done' else 'refused' end,
      refusal = x.refusal, details = x.details, before = coalesce(x.before, i.before), after = coalesce(x.after, i.after)
    from jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb)
      as x (position int, refusal text, details jsonb, before jsonb, after jsonb)
    where i.bulk_id = ${bulkId} and i.position = x.position`.execute(tx.db)
}

type Progress = { done?: number; refused?: number; state?: BulkRow['state'] }

export async function moveBulk(tx: Tx, id: string, { done = 0, refused = 0, state }: Progress): Promise<BulkRow> {
  const at = tx.clock.now()
  const isOver = state === 'done' || state === 'cancelled'
  const { rows } = await sql<BulkRow>`
    update bulk_change b set done = b.done + ${done}, refused = b.refused + ${refused}, moved_at = ${at},
      state = ${state ?? sql`b.state`}, finished_at = ${isOver ? at : null}
    where b.id = ${id} returning ${columns}`.execute(tx.db)
  return rows[0] as BulkRow
}

/** Changes that nobody has moved since: their worker died, or was never told. */
export async function stuckBulks(ctx: Ctx, before: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from bulk_change where state in ('waiting', 'running') and moved_at < ${before} limit 50`.execute(ctx.db)
  return rows.map(({ id }) => id)
}
