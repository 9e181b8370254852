import { AppError } from '../../domain/errors.ts'
import { markIdle } from '../identity/actions.ts'
import { notify } from '../notifications/actions.ts'
import { type Ctx, transact } from '../platform/context.ts'
import { lockedConversationFor } from './access.ts'
import { type Changed, changed, staffActor } from './actions.ts'
import { changeAndRecord, stepOrRefuse } from './changes.ts'
import { addParticipant, removeParticipant } from './queries.ts'
import { addSystemLine } from './system-line.ts'
import { assignAll } from './taking/assign.ts'
import { takersOf } from './taking/queries.ts'

/** A supervisor takes part beside the agent; the customer sees who joined. Listening needs no step, whispering is a note. */
export async function joinConversation(ctx: Ctx, { id }: { id: string }): Promise<Changed> {
  const me = staffActor(ctx)
  await transact(ctx, async (tx) => {
    const row = await lockedConversationFor(tx, id, 'supervise')
    if (row.state !== 'active' && row.state !== 'waiting') throw new AppError('wrong_state')
    if (row.assigneeId === me.id || row.participantIds.includes(me.id)) return
    await addParticipant(tx, id, me.id)
    await changeAndRecord(tx, row, { kind: 'conversation.joined', payload: { participantId: me.id }, change: {} })
    await addSystemLine(tx, {
      conversationId: id,
      system: { key: 'joined', params: { name: me.name, staffNo: me.staffNo } },
    })
  })
  return changed(ctx, id)
}

export async function leaveConversation(ctx: Ctx, { id }: { id: string }): Promise<Changed> {
  const me = staffActor(ctx)
  await transact(ctx, async (tx) => {
    const row = await lockedConversationFor(tx, id, 'view')
    if (!(await removeParticipant(tx, id, me.id))) throw new AppError('wrong_state')
    await changeAndRecord(tx, row, { kind: 'conversation.left', payload: { participantId: me.id }, change: {} })
    await addSystemLine(tx, {
      conversationId: id,
      system: { key: 'left', params: { name: me.name, staffNo: me.staffNo } },
    })
  })
  return changed(ctx, id)
}

/** The supervisor becomes the assignee; the first responsible stays (R46), and the agent is told why. */
export async function takeOverConversation(ctx: Ctx, { id, reason }: { id: string; reason: string }): Promise<Changed> {
  const me = staffActor(ctx)
  await transact(ctx, async (tx) => {
    const row = await lockedConversationFor(tx, id, 'supervise')
    stepOrRefuse(row, 'take_over')
    if (row.assigneeId === me.id) throw new AppError('wrong_state')
    await removeParticipant(tx, id, me.id)
    const taker = (await takersOf(tx, [me.id])).get(me.id)
    if (!taker) throw new AppError('not_found')
    await assignAll(tx, [{ row, taker, by: me, kind: 'conversation.taken_over', reason }])
    if (!row.assigneeId) return
    await markIdle(tx, row.assigneeId)
    await notify(tx, {
      staffId: row.assigneeId,
      kind: 'taken_over',
      subject: { type: 'conversation', id },
      params: { reason },
    })
  })
  return changed(ctx, id)
}
