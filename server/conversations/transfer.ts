import type { Input, Reply } from '../../domain/contract.ts'
import type * as contract from '../../domain/conversations/contract.ts'
import { AppError } from '../../domain/errors.ts'
import { markIdle } from '../identity/actions.ts'
import { asSystem, type Ctx, type Tx, transact } from '../platform/context.ts'
import { conversationFor, lockedConversationFor } from './access.ts'
import { type Changed, changed, offerTo } from './actions.ts'
import { putInQueue, stepOrRefuse } from './changes.ts'
import { type Loaded, lockConversation, lockLoad } from './queries.ts'
import { addSystemLine } from './system-line.ts'
import { groupsOfAvailable, isGroupOpen, transferTargets } from './transfer-queries.ts'

export async function transferConversation(
  ctx: Ctx,
  input: Input<typeof contract.transferConversation>,
): Promise<Changed> {
  await transact(ctx, async (tx) => {
    const row = await lockedConversationFor(tx, input.id, 'steer')
    if ((input.toGroupId === undefined) === (input.toStaffId === undefined)) throw new AppError('invalid_input')
    stepOrRefuse(row, 'transfer')
    const target = input.toStaffId
      ? await targetPerson(tx, row, input.toStaffId)
      : await targetGroup(tx, input.toGroupId as string)
    await putInQueue(tx, row, {
      ...target,
      kind: 'conversation.transferred',
      reason: input.reason,
      transferred: true,
      payload: { previousStaffId: row.assigneeId },
    })
    await addSystemLine(tx, { conversationId: row.id, system: { key: 'transferred', params: {} } })
    if (row.assigneeId) await markIdle(tx, row.assigneeId)
    if (target.offerTo) {
      const moved = await lockConversation(tx, row.id)
      if (moved) await offerTo(tx, moved, target.offerTo)
    }
  })
  // Handed over, it may be out of sight: answer what the person who did it may still know.
  return changed(asSystem(ctx), input.id)
}

async function targetPerson(tx: Tx, row: Loaded, staffId: string): Promise<{ groupId: string; offerTo: string }> {
  const groups = staffId === row.assigneeId ? [] : await groupsOfAvailable(tx, staffId)
  const groupId = groups.find((group) => group === row.groupId) ?? groups[0]
  const { load, capacity } = await lockLoad(tx, staffId)
  if (!groupId || load >= capacity) throw new AppError('agent_unavailable')
  return { groupId, offerTo: staffId }
}

async function targetGroup(tx: Tx, groupId: string): Promise<{ groupId: string; offerTo: null }> {
  if (!(await isGroupOpen(tx, groupId))) throw new AppError('group_closed')
  return { groupId, offerTo: null }
}

export async function listTransferTargets(
  ctx: Ctx,
  { id }: { id: string },
): Promise<Reply<typeof contract.listTransferTargets>> {
  const row = await conversationFor(ctx, id, 'steer')
  return transferTargets(ctx, row.assigneeId)
}
