import type { Input, Reply } from '../../../../domain/contract.ts'
import { AppError } from '../../../../domain/errors.ts'
import { may, type Permission } from '../../../../domain/identity/permissions.ts'
import {
  type BulkAction,
  type BulkView,
  type changeManyTickets,
  undoableKinds,
  undoMinutes,
} from '../../../../domain/tickets/lists/bulk-contract.ts'
import { countedAtMost } from '../../../../domain/tickets/lists/list-contract.ts'
import { type Ctx, type Tx, transact } from '../../../platform/context.ts'
import { messageOf } from '../../../platform/http-errors.ts'
import { staffActor } from '../../access.ts'
import { localeOf } from '../../words.ts'
import { startSoon } from '../background.ts'
import { ticketIds } from '../queries.ts'
import {
  type BulkRow,
  bulkOf,
  insertBulk,
  insertItems,
  insertUndoItems,
  lockBulk,
  moveBulk,
  newestBulks,
  type Refusal,
  refusalsOf,
  unfinishedBulks,
} from './queries.ts'

export const bulkJob = 'tickets.bulk'
const unfinishedAtMost = 3
const shownRefusals = 100

const needed: Record<BulkAction['kind'], Permission> = {
  assign: 'tickets.reassign',
  urgency: 'tickets.work',
  tags: 'tickets.work',
  close: 'tickets.work',
  cancel: 'tickets.merge',
  archive: 'tickets.work',
}

type Asked = Input<typeof changeManyTickets>
type Answer = Reply<typeof changeManyTickets>

export async function askForBulk(ctx: Ctx, input: Asked): Promise<Answer> {
  const me = staffActor(ctx)
  const { action } = input
  if (!may(me.roles, needed[action.kind])) throw new AppError('not_allowed')
  checkAction(action)
  return transact(ctx, async (tx) => {
    const ids = await namedTickets(tx, input)
    const id = tx.clock.newId()
    await begin(tx, { id, staffId: me.id, action, total: ids.length })
    await insertItems(tx, id, ids)
    return { bulk: await viewOf(tx, id) }
  })
}

function checkAction(action: BulkAction): void {
  if (action.kind === 'assign' && Boolean(action.toStaffId) === Boolean(action.toGroupId))
    throw new AppError('invalid_input', {}, { 'action.toStaffId': 'missing' })
  if (action.kind === 'tags' && action.add.length + action.remove.length === 0)
    throw new AppError('invalid_input', {}, { 'action.add': 'missing' })
}

/** Those named, or those a filter finds: as many as the person was shown, or they look again first. */
async function namedTickets(tx: Tx, { ids, filter, seen }: Asked): Promise<string[]> {
  if (ids && !filter && seen === undefined) return [...new Set(ids)]
  if (ids || !filter || seen === undefined) throw new AppError('invalid_input', {}, { ids: 'missing' })
  const found = await ticketIds(tx, staffActor(tx), { filter, limit: countedAtMost + 1 })
  if (found.length !== seen) throw new AppError('stale', { count: Math.min(found.length, countedAtMost) })
  return found
}

async function begin(tx: Tx, bulk: Parameters<typeof insertBulk>[1]): Promise<void> {
  if ((await unfinishedBulks(tx, bulk.staffId)) >= unfinishedAtMost)
    throw new AppError('too_many_requests', { retryAfterSeconds: 30 })
  await insertBulk(tx, bulk)
  const { id, action, total, undoOf } = bulk
  const payload = { kind: action.kind, total, ...(undoOf && { undoOf }) }
  tx.record({ subject: { type: 'bulk_change', id }, kind: 'bulk_change.asked', payload })
  tx.afterCommit(() => startSoon(tx.platform, bulkJob, id))
}

export async function myBulk(ctx: Ctx, { id }: { id: string }): Promise<Answer> {
  return { bulk: await viewOf(ctx, id) }
}

export async function myBulks(ctx: Ctx): Promise<{ items: BulkView[] }> {
  const rows = await newestBulks(ctx, staffActor(ctx).id)
  return { items: await viewsOf(ctx, rows) }
}

export async function cancelBulk(ctx: Ctx, { id }: { id: string }): Promise<Answer> {
  return transact(ctx, async (tx) => {
    const bulk = await lockedMine(tx, id)
    if (bulk.state !== 'waiting' && bulk.state !== 'running') throw new AppError('wrong_state')
    await moveBulk(tx, id, { state: 'cancelled' })
    const payload = { done: bulk.done, refused: bulk.refused, total: bulk.total }
    tx.record({ subject: { type: 'bulk_change', id }, kind: 'bulk_change.cancelled', payload })
    return { bulk: await viewOf(tx, id) }
  })
}

/** Taken back by a change of its own, each ticket by its gate and rule again. */
export async function undoBulk(ctx: Ctx, { id }: { id: string }): Promise<Answer> {
  return transact(ctx, async (tx) => {
    const bulk = await lockedMine(tx, id)
    if (bulk.undone) throw new AppError('already_exists')
    const until = undoUntil(bulk)
    if (!until || until < tx.clock.now()) throw new AppError('wrong_state')
    const undoId = tx.clock.newId()
    const { staffId, action, done } = bulk
    await begin(tx, { id: undoId, staffId, action, total: done, undoOf: id })
    await insertUndoItems(tx, undoId, id)
    return { bulk: await viewOf(tx, undoId) }
  })
}

async function lockedMine(tx: Tx, id: string): Promise<BulkRow> {
  const bulk = await lockBulk(tx, id)
  if (bulk?.staffId !== staffActor(tx).id) throw new AppError('not_found')
  return bulk
}

function undoUntil({ action, undoOf, undone, finishedAt, done }: BulkRow): Date | null {
  const isUndoable = undoableKinds.includes(action.kind) && undoOf === null && !undone && done > 0
  return isUndoable && finishedAt ? new Date(finishedAt.getTime() + undoMinutes * 60_000) : null
}

async function viewOf(ctx: Ctx, id: string): Promise<BulkView> {
  const row = await bulkOf(ctx, staffActor(ctx).id, id)
  if (!row) throw new AppError('not_found')
  const [view] = await viewsOf(ctx, [row])
  return view as BulkView
}

async function viewsOf(ctx: Ctx, rows: readonly BulkRow[]): Promise<BulkView[]> {
  const refusals = await refusalsOf(
    ctx,
    rows.map(({ id }) => id),
    shownRefusals,
  )
  const locale = localeOf(ctx.actor)
  const worded = ({ ticketId, no, refusal, details }: Refusal) => {
    const error = { code: refusal as AppError['code'], details: details ?? {} }
    return { ticketId, no: no ?? '', code: refusal, message: messageOf(error, locale) }
  }
  return rows.map((row) => ({
    id: row.id,
    kind: row.action.kind,
    state: row.state,
    total: row.total,
    done: row.done,
    refused: row.refused,
    askedAt: row.askedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    undoUntil: undoUntil(row)?.toISOString() ?? null,
    undoOf: row.undoOf,
    refusals: refusals.filter(({ bulkId }) => bulkId === row.id).map(worded),
  }))
}
