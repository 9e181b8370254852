import type * as contract from '../../domain/callbacks/contract.ts'
import type { CallbackFile } from '../../domain/callbacks/contract.ts'
import { missingIn, stateAfter } from '../../domain/callbacks/rules.ts'
import type { Input } from '../../domain/contract.ts'
import { AppError } from '../../domain/errors.ts'
import { cancelClocks, stopClocks } from '../clocks/actions.ts'
import { notify, settleNotices } from '../notifications/actions.ts'
import { type Ctx, type Tx, transact } from '../platform/context.ts'
import { lockedCallbackFor, staffActor } from './access.ts'
import { clockOf, mayCallBack } from './actions.ts'
import {
  attemptsOf,
  type CallbackRow,
  changeCallback,
  insertAttempt,
  peopleOf,
  taskOfAttempt,
  triedOf,
} from './queries.ts'
import { fileOf } from './views.ts'

/** One attempt; the first one stops the clock (domain/model 2.3: response received -> first call-back attempt). */
export async function attempt(ctx: Ctx, input: Input<typeof contract.attemptCallback>): Promise<CallbackFile> {
  const me = staffActor(ctx)
  return transact(ctx, async (tx) => {
    if ((await taskOfAttempt(tx, input.attemptId)) === input.id) return fileOf(tx, input.id)
    const row = await lockedCallbackFor(tx, input.id, 'work', 'take')
    if (missingIn(row.kind, input).length > 0) throw new AppError('record_incomplete')
    const at = tx.clock.now()
    const { attemptId, channel, outcome, note, nextAt } = input
    if (nextAt !== undefined && Date.parse(nextAt) <= at.getTime()) throw new AppError('invalid_input')
    const made = await insertAttempt(tx, { id: attemptId, taskId: row.id, byId: me.id, at, channel, outcome, note })
    if (!made) throw new AppError('already_exists')
    const to = stateAfter(row.kind, triedOf(await attemptsOf(tx, row.id)))
    const isOver = to !== 'open'
    const kind = clockOf[row.kind]
    if (kind) await stopClocks(tx, row.id, [kind])
    await changeCallback(tx, row.id, {
      state: to,
      attempts: row.attempts + 1,
      firstAttemptAt: row.firstAttemptAt ?? at,
      // Who calls what was nobody's has taken it.
      ownerId: row.ownerId ?? me.id,
      nextAt: isOver || nextAt === undefined ? null : new Date(nextAt),
      ...(outcome === 'reached' && { result: input.result.trim(), suggestion: input.suggestion.trim() }),
      ...(isOver && { closedAt: at }),
    })
    recordAttempt(tx, row, { to, channel, outcome })
    await settle(tx, row.id)
    return fileOf(tx, row.id)
  })
}

/** What the customer said stays out of the log. */
function recordAttempt(
  tx: Tx,
  row: CallbackRow,
  { to, ...how }: { to: CallbackRow['state']; channel: string; outcome: string },
) {
  const subject = { type: 'callback', id: row.id }
  const { kind: callback, groupId, ownerId, attempts } = row
  const isFirst = attempts === 0
  const payload = { callback, ...how, attempt: attempts + 1, groupId, ownerId }
  const inTime = isFirst && tx.clock.now() <= row.dueAt
  tx.record({ subject, kind: 'callback.attempted', payload: { ...payload, ...(isFirst && { inTime }) } })
  if (to !== 'open') tx.record({ subject, kind: `callback.${to}`, from: 'open', to, payload })
}

/** Taking what is nobody's, or handing it to a colleague of the group who calls back. */
export async function assign(ctx: Ctx, { id, staffId }: Input<typeof contract.assignCallback>): Promise<CallbackFile> {
  const me = staffActor(ctx)
  return transact(ctx, async (tx) => {
    const row = await lockedCallbackFor(tx, id, 'work', 'take', 'assign')
    if (row.ownerId === staffId) return fileOf(tx, id)
    const isTaking = staffId === me.id && row.ownerId === null
    if (!isTaking) await lockedCallbackFor(tx, id, 'assign')
    const [person] = await peopleOf(tx, { ids: [staffId] })
    if (!person || !mayCallBack(person.roles)) throw new AppError('agent_unavailable')
    if (row.groupId !== null && !person.groupIds.includes(row.groupId)) throw new AppError('agent_unavailable')
    await changeCallback(tx, id, { ownerId: staffId })
    const subject = { type: 'callback', id } as const
    tx.record({
      subject,
      kind: 'callback.assigned',
      payload: { staffId, previousStaffId: row.ownerId, groupId: row.groupId },
    })
    await settle(tx, id)
    const params = { customer: row.customerName, time: row.dueAt.toISOString() }
    if (!isTaking) await notify(tx, { staffId, kind: 'callback_new', subject, params })
    return fileOf(tx, id)
  })
}

export async function cancel(ctx: Ctx, { id, reason }: Input<typeof contract.cancelCallback>): Promise<CallbackFile> {
  return transact(ctx, async (tx) => {
    const row = await lockedCallbackFor(tx, id, 'cancel')
    const kind = clockOf[row.kind]
    if (kind) await cancelClocks(tx, id, [kind])
    await changeCallback(tx, id, { state: 'cancelled', closedAt: tx.clock.now(), nextAt: null })
    const { groupId, ownerId } = row
    const payload = { callback: row.kind, groupId, ownerId }
    tx.record({
      subject: { type: 'callback', id },
      kind: 'callback.cancelled',
      from: 'open',
      to: 'cancelled',
      reason,
      payload,
    })
    await settle(tx, id)
    return fileOf(tx, id)
  })
}

/** What was told of it is dealt with. */
const settle = (tx: Tx, id: string) => settleNotices(tx, { type: 'callback', id }, ['callback_new', 'callback_overdue'])
