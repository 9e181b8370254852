import type { Input } from '../../domain/contract.ts'
import type * as contract from '../../domain/conversations/contract.ts'
import { AppError } from '../../domain/errors.ts'
import { cancelClocks, startClock, stopClocks } from '../clocks/actions.ts'
import { markIdle } from '../identity/actions.ts'
import { settleNotices } from '../notifications/actions.ts'
import { type Ctx, type Tx, transact } from '../platform/context.ts'
import { isCategory, siteById } from '../settings/queries.ts'
import { categoriseSurvey, inviteToRate } from '../surveys/actions.ts'
import { lockedConversationFor } from './access.ts'
import { type Changed, changed } from './actions.ts'
import { changeAndRecord, queueClocks, stepOrRefuse, talkClocks } from './changes.ts'
import { endLeg, type Loaded } from './queries.ts'
import { addSystemLine } from './system-line.ts'

export async function endConversation(ctx: Ctx, { id }: { id: string }): Promise<Changed> {
  await transact(ctx, async (tx) => {
    const row = await lockedConversationFor(tx, id, 'steer')
    await end(tx, row, 'agent')
  })
  return changed(ctx, id)
}

const endLines = { agent: 'ended_by_agent', customer: 'ended_by_customer', idle: 'ended_idle' } as const

/** Ends the talk: clocks stop, the customer is invited to rate (R52), the assignee writes the record. */
export async function end(tx: Tx, row: Loaded, by: 'agent' | 'customer' | 'idle'): Promise<void> {
  const now = tx.clock.now()
  // A customer who leaves while still waiting has given up (domain/model 2.3).
  if (row.state === 'queued' && !row.leftMessage) return abandon(tx, row, by === 'customer' ? 'abandoned' : by)
  const to = stepOrRefuse(row, 'end')
  await cancelClocks(tx, row.id, [...talkClocks, ...queueClocks])
  await endLeg(tx, row.id, `ended_${by}`)
  await changeAndRecord(tx, row, {
    kind: 'conversation.ended',
    to,
    payload: { reason: by, handleMs: row.acceptedAt ? now.getTime() - row.acceptedAt.getTime() : null },
    change: { endedAt: now, endReason: by, unansweredSince: null, offeredTo: null, offeredUntil: null },
  })
  await addSystemLine(tx, { conversationId: row.id, system: { key: endLines[by], params: {} } })
  if (row.assigneeId) {
    await markIdle(tx, row.assigneeId)
    await startClock(tx, { subject: { type: 'conversation', id: row.id }, kind: 'wrap_up', ownerId: row.assigneeId })
    const site = await siteById(tx, row.siteId)
    const { customerId, assigneeId: staffId, groupId, channel, category } = row
    await inviteToRate(tx, {
      subject: { type: 'conversation', id: row.id },
      customerId,
      staffId,
      groupId,
      channel,
      category,
      scale: site?.settings.ratingScale ?? 'five',
    })
  }
}

/** The customer gave up waiting, or nobody came within the limit. */
export async function abandon(tx: Tx, row: Loaded, reason: 'abandoned' | 'agent' | 'idle'): Promise<void> {
  const now = tx.clock.now()
  await cancelClocks(tx, row.id, queueClocks)
  await endLeg(tx, row.id, 'abandoned')
  if (row.offeredTo) await settleNotices(tx, { type: 'conversation', id: row.id }, ['offered'])
  await changeAndRecord(tx, row, {
    kind: 'conversation.abandoned',
    to: 'abandoned',
    payload: { waitMs: row.queuedAt ? now.getTime() - row.queuedAt.getTime() : 0, reason },
    change: { endedAt: now, endReason: 'abandoned', offeredTo: null, offeredUntil: null },
  })
  await addSystemLine(tx, { conversationId: row.id, system: { key: 'abandoned', params: {} } })
}

/** Writes the conversation record (客户咨询记录表): category and result are what a closed conversation must have (model 2.6, 2). */
export async function saveRecord(ctx: Ctx, input: Input<typeof contract.saveRecord>): Promise<Changed> {
  await transact(ctx, async (tx) => {
    const row = await lockedConversationFor(tx, input.id, 'steer')
    if (input.result.trim() === '' || !(await isCategory(tx, input.category))) throw new AppError('record_incomplete')
    const to = stepOrRefuse(row, 'save_record')
    await stopClocks(tx, row.id, ['wrap_up'])
    const now = tx.clock.now()
    const { category, stage, urgency, result, resolved } = input
    await changeAndRecord(tx, row, {
      kind: 'conversation.closed',
      to,
      payload: { category, stage, resolved, wrapMs: row.endedAt && now.getTime() - row.endedAt.getTime() },
      change: { category, stage, urgency, result, resolved, closedAt: now },
    })
    await categoriseSurvey(tx, { type: 'conversation', id: row.id }, category)
  })
  return changed(ctx, input.id)
}
