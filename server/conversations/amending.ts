import type { Input } from '../../domain/contract.ts'
import type * as contract from '../../domain/conversations/contract.ts'
import { canRecall } from '../../domain/conversations/lifecycle.ts'
import { AppError } from '../../domain/errors.ts'
import { forgetWords } from '../notifications/actions.ts'
import { type Ctx, type Tx, transact } from '../platform/context.ts'
import { lockedConversationFor } from './access.ts'
import { type Changed, changed, staffActor } from './actions.ts'
import { changeAndRecord } from './changes.ts'
import { markPinned, markRecalled, messageBySeq } from './message-queries.ts'
import { addSystemLine } from './system-line.ts'

/** Takes back one's own message; what was said stays in the row for the audit and is shown to nobody. */
export async function recallMessage(
  ctx: Ctx,
  input: { id: string; seq: number; stream: 'talk' | 'note' },
): Promise<void> {
  const senderId = ctx.actor.kind === 'staff' || ctx.actor.kind === 'visitor' ? ctx.actor.id : null
  await transact(ctx, async (tx) => {
    const row = await lockedConversationFor(tx, input.id, 'view')
    const message = await ownMessage(tx, { ...input, senderId })
    if (message.recalled) return
    if (!canRecall(new Date(message.at), tx.clock.now())) throw new AppError('recall_too_late')
    await markRecalled(tx, message.id)
    await forgetWords(tx, { conversationId: row.id, body: message.body })
    const isLast = (row.lastMessage as { seq?: number } | null)?.seq === message.seq && input.stream === 'talk'
    const lastMessage = { seq: message.seq, sender: message.sender.type, preview: '', at: message.at }
    await changeAndRecord(tx, row, {
      kind: 'message.recalled',
      payload: { seq: message.seq, stream: input.stream },
      change: isLast ? { lastMessage: JSON.stringify(lastMessage) as unknown as object } : {},
    })
    await addSystemLine(tx, {
      conversationId: row.id,
      stream: input.stream,
      system: { key: 'recalled', params: { seq: message.seq, name: message.sender.name } },
    })
  })
}

async function ownMessage(
  tx: Tx,
  { id, seq, stream, senderId }: { id: string; seq: number; stream: 'talk' | 'note'; senderId: string | null },
) {
  // Read as the system: a customer's own view hides sender ids.
  const message = await messageBySeq({ ...tx, actor: { kind: 'system' } }, { conversationId: id, stream, seq })
  if (!message || message.kind === 'system') throw new AppError('not_found')
  if (message.sender.id !== senderId) throw new AppError('not_allowed')
  return message
}

/** Marks a message for the record (decision C18: a quote instead of a screenshot); the customer does not see pins. */
export async function pinMessage(ctx: Ctx, input: Input<typeof contract.pinMessage>): Promise<Changed> {
  const me = staffActor(ctx)
  await transact(ctx, async (tx) => {
    const row = await lockedConversationFor(tx, input.id, 'note')
    const message = await messageBySeq(tx, { conversationId: row.id, stream: 'talk', seq: input.seq })
    if (!message || message.kind === 'system') throw new AppError('not_found')
    if (message.pinned === input.pinned) return
    await markPinned(tx, message.id, input.pinned)
    await changeAndRecord(tx, row, {
      kind: 'message.pinned',
      payload: { seq: input.seq, pinned: input.pinned },
      change: {},
    })
    const key = input.pinned ? 'pinned' : 'unpinned'
    await addSystemLine(tx, {
      conversationId: row.id,
      stream: 'note',
      system: { key, params: { seq: input.seq, name: me.name } },
    })
  })
  return changed(ctx, input.id)
}
