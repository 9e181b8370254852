import { type ClockEffects, type DueClock, freeRows, type SubjectHold } from '../clocks/queries.ts'
import { notifyMany } from '../notifications/actions.ts'
import type { Tx } from '../platform/context.ts'
import { supervisorsInCharge } from '../shifts/queries.ts'
import { lockedCallback } from './queries.ts'

/** Nobody called in time: the owner hears of it, and who answers for the group. */
async function overdue(tx: Tx, { subjectType, subjectId, moment, dueAt }: DueClock): Promise<void> {
  if (moment !== 'breach' || subjectType !== 'callback') return
  const row = await lockedCallback(tx, subjectId)
  if (row?.state !== 'open' || row.attempts > 0) return
  const { kind, ownerId, groupId, customerName } = row
  const subject = { type: 'callback', id: row.id } as const
  tx.record({
    subject,
    kind: 'callback.overdue',
    payload: { callback: kind, ownerId, groupId, dueAt: dueAt.toISOString() },
  })
  const told = [...(ownerId ? [ownerId] : []), ...(await supervisorsInCharge(tx, groupId))]
  await notifyMany(tx, told, { kind: 'callback_overdue', subject, params: { customer: customerName } })
}

export const callbackClocks: ClockEffects = { low_score_callback: overdue, complaint_revisit: overdue }
export const holdCallbacks: SubjectHold = (tx, ids) => freeRows(tx, 'callbackTask', ids)
