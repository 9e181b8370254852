import { canReopen } from '../../domain/conversations/lifecycle.ts'
import { AppError } from '../../domain/errors.ts'
import { cancelClocks, startClock } from '../clocks/actions.ts'
import { asSystem, type Ctx, type Tx, transact } from '../platform/context.ts'
import { siteById } from '../settings/queries.ts'
import { changeAndRecord, putInQueue } from './changes.ts'
import { assignLeg, type Loaded, lockConversation, lockLoad } from './queries.ts'
import { addSystemLine } from './system-line.ts'
import { groupsOfAvailable } from './transfer-queries.ts'

/**
 * A customer writes within 24 h after the end: the same agent goes on when there, otherwise the group's queue
 * (domain/model 2.3). A conversation that was never wrapped up is taken up again in the same way.
 */
export async function reopen(ctx: Ctx, id: string): Promise<void> {
  await transact(asSystem(ctx), async (tx) => {
    const row = await lockConversation(tx, id)
    if (!row) throw new AppError('not_found')
    if (row.state !== 'closed' && row.state !== 'wrap_up' && row.state !== 'abandoned') return
    if (!canReopen(row.endedAt, tx.clock.now())) throw new AppError('conversation_over')
    await cancelClocks(tx, row.id, ['wrap_up'])
    await addSystemLine(tx, { conversationId: row.id, system: { key: 'reopened', params: {} } })
    if (row.assigneeId && (await canGoOn(tx, row.assigneeId))) await goOn(tx, row, row.assigneeId)
    else
      await putInQueue(tx, row, {
        groupId: row.groupId ?? (await groupOfSite(tx, row.siteId)),
        kind: 'conversation.reopened',
        payload: { previousStaffId: row.assigneeId },
      })
  })
}

async function groupOfSite(tx: Tx, siteId: string): Promise<string> {
  const site = await siteById(tx, siteId)
  if (!site) throw new AppError('not_found')
  return site.groupId
}

async function canGoOn(tx: Tx, staffId: string): Promise<boolean> {
  const { load, capacity } = await lockLoad(tx, staffId)
  return load < capacity && (await groupsOfAvailable(tx, staffId)).length > 0
}

async function goOn(tx: Tx, row: Loaded, staffId: string): Promise<void> {
  await assignLeg(tx, { conversationId: row.id, groupId: row.groupId, staffId, reason: 'reopened' })
  await changeAndRecord(tx, row, {
    kind: 'conversation.reopened',
    to: 'active',
    change: { endedAt: null, closedAt: null, endReason: null, acceptedAt: tx.clock.now() },
  })
  await startClock(tx, { subject: { type: 'conversation', id: row.id }, kind: 'agent_greet', ownerId: staffId })
}
