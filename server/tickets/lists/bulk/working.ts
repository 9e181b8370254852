import { sql } from 'kysely'
import { AppError } from '../../../../domain/errors.ts'
import type { Staff } from '../../../../domain/identity/actor.ts'
import { notify } from '../../../notifications/actions.ts'
import { contextFor, type Platform, type Tx, transact } from '../../../platform/context.ts'
import { askerOf, startSoon, tellProgress } from '../background.ts'
import { bulkJob } from './asking.ts'
import { doOne, undoOne } from './doing.ts'
import { type BulkRow, claimBulk, finishItems, type Item, moveBulk, nextItems, type Outcome } from './queries.ts'

/** Tickets of one transaction: short enough that nobody waits for their rows. */
const chunk = 25
/** After that the next one in the queue has a turn. */
const sliceMs = 15_000
/** Who waited for so many has gone on to other work: told by a notice. */
const toldFrom = 100

/** Goes on where the last committed chunk ended, until all is done or this slice is over. */
export async function workOnBulk(platform: Platform, id: string): Promise<void> {
  const ctx = contextFor(platform, { kind: 'system' })
  const until = ctx.clock.now().getTime() + sliceMs
  for (;;) {
    const bulk = await transact(ctx, (tx) => workOnChunk(tx, id))
    if (!bulk) return
    const { staffId, state, done, refused, total } = bulk
    tellProgress(platform, staffId, { work: 'bulk', id, state, done: done + refused, total })
    if (state !== 'running') return
    if (ctx.clock.now().getTime() > until) return startSoon(platform, bulkJob, id)
  }
}

/** One transaction: changes, their events, and that they were made. What a crash takes is done again, what stands never twice. */
async function workOnChunk(tx: Tx, id: string): Promise<BulkRow | undefined> {
  const bulk = await claimBulk(tx, id)
  if (!bulk) return undefined
  const items = await nextItems(tx, id, chunk)
  if (items.length === 0) return finish(tx, bulk)
  const asker = await askerOf(tx, bulk.staffId)
  const outcomes: Outcome[] = []
  for (const item of items) outcomes.push(await outcomeOf(tx, { bulk, item, asker }))
  await finishItems(tx, id, outcomes)
  const refused = outcomes.filter(({ refusal }) => refusal).length
  return moveBulk(tx, id, { done: outcomes.length - refused, refused, state: 'running' })
}

async function finish(tx: Tx, { id, staffId, done, refused, total, action }: BulkRow): Promise<BulkRow> {
  const payload = { kind: action.kind, done, refused, total }
  tx.record({ subject: { type: 'bulk_change', id }, kind: 'bulk_change.finished', payload })
  if (total >= toldFrom)
    await notify(tx, { staffId, kind: 'bulk_done', subject: null, params: { total: String(done) } })
  return moveBulk(tx, id, { state: 'done' })
}

type Turn = { bulk: BulkRow; item: Item; asker: Staff | undefined }

async function outcomeOf(tx: Tx, { bulk, item, asker }: Turn): Promise<Outcome> {
  const { position } = item
  if (!asker) return { position, refusal: 'account_disabled' }
  try {
    const work = bulk.undoOf ? undoOne : doOne
    const change = await alone(tx, asker, (one) => work(one, { action: bulk.action, item }))
    return { position, ...change }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { position, refusal: error.code, details: error.details }
  }
}

/** In the name of who asked, and as if it were alone: a refusal leaves nothing of itself, and the others stand. */
async function alone<T>(tx: Tx, actor: Staff, work: (tx: Tx) => Promise<T>): Promise<T> {
  const events: Parameters<Tx['record']>[0][] = []
  const effects: (() => void)[] = []
  const one: Tx = {
    ...tx,
    actor,
    record: (event) => void events.push({ by: actor, ...event }),
    afterCommit: (effect) => void effects.push(effect),
  }
  // Never released: the next ticket's stands above it, and the commit ends them all with one round trip less for each.
  await sql`savepoint one_ticket`.execute(tx.db)
  try {
    const value = await work(one)
    for (const event of events) tx.record(event)
    for (const effect of effects) tx.afterCommit(effect)
    return value
  } catch (error) {
    await sql`rollback to savepoint one_ticket`.execute(tx.db)
    throw error
  }
}
