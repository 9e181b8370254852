import type { Input, Reply } from '../../domain/contract.ts'
import type * as contract from '../../domain/conversations/contract.ts'
import { canRecall } from '../../domain/conversations/lifecycle.ts'
import type { MessageView } from '../../domain/conversations/views.ts'
import type * as widget from '../../domain/conversations/widget-contract.ts'
import { AppError } from '../../domain/errors.ts'
import { bindAttachment } from '../attachments/actions.ts'
import { notify } from '../notifications/actions.ts'
import { type Ctx, transact, type Tx } from '../platform/context.ts'
import { recordScriptUse } from '../scripts/actions.ts'
import { conversationFor, lockedConversationFor } from './access.ts'
import { type Changed, changed, staffActor } from './actions.ts'
import { changeAndRecord } from './changes.ts'
import { markPinned, markRecalled, messageById, messageBySeq, messagePage } from './message-queries.ts'
import { type Outcome, type Post, postInBatch } from './post-batch.ts'
import { isConnected } from './presence-queries.ts'
import { type Loaded, putDraft } from './queries.ts'
import { reopen } from './reopen.ts'
import { addSystemLine } from './system-line.ts'

export async function listMessages(ctx: Ctx, input: Input<typeof contract.listMessages>): Promise<Reply<typeof contract.listMessages>> {
  await conversationFor(ctx, input.id, 'view')
  return messagePage(ctx, { ...input, conversationId: input.id })
}

/** A reply to the customer, or a note of the house. Acknowledged only once it is committed. */
export async function postMessage(ctx: Ctx, input: Input<typeof contract.postMessage>): Promise<{ message: MessageView }> {
  const me = staffActor(ctx)
  const row = await conversationFor(ctx, input.id, input.stream === 'talk' ? 'reply' : 'note')
  const message = await post(ctx, row, {
    ...input,
    sender: 'agent',
    senderId: me.id,
    senderName: me.name,
    senderNo: me.staffNo,
    whisper: input.stream === 'note' && input.whisper,
    mentions: input.stream === 'note' ? input.mentions : [],
  })
  await afterReply(ctx, row, input)
  return { message }
}

async function afterReply(ctx: Ctx, row: Loaded, input: Input<typeof contract.postMessage>): Promise<void> {
  const me = staffActor(ctx)
  if (input.stream === 'talk') await putDraft(ctx, { staffId: me.id, conversationId: row.id, body: '' })
  const { script } = input
  if (script) await transact(ctx, tx => recordScriptUse(tx, { ...script, sent: input.body }))
  const mentioned = input.stream === 'note' ? input.mentions.filter(id => id !== me.id) : []
  if (mentioned.length === 0) return
  await transact(ctx, async tx => {
    for (const staffId of mentioned) await notify(tx, { staffId, kind: 'mention', conversationId: row.id, params: { by: me.name } })
  })
}

export async function postVisitorMessage(ctx: Ctx, input: Input<typeof widget.postVisitorMessage>): Promise<{ message: MessageView }> {
  const row = await conversationFor(ctx, input.id, 'reply')
  const message = await post(ctx, row, await fromCustomer(ctx, row, input))
  if (row.assigneeId && !(await isConnected(ctx, row.assigneeId))) await tellAbsentAgent(ctx, row)
  return { message }
}

async function tellAbsentAgent(ctx: Ctx, row: Loaded): Promise<void> {
  const staffId = row.assigneeId as string
  await transact(ctx, tx => notify(tx, { staffId, kind: 'message', conversationId: row.id, params: {} }))
}

type Draft = {
  messageId: string
  body: string
  attachmentId?: string | undefined
  quoteSeq?: number | undefined
  stream: 'talk' | 'note'
  sender: 'customer' | 'agent'
  senderId: string | null
  senderName: string
  senderNo: string | null
  whisper: boolean
  mentions: string[]
  script?: { key: string } | undefined
}

export async function fromCustomer(
  ctx: Ctx,
  row: Pick<Loaded, 'customerId'>,
  input: { messageId: string; body: string; attachmentId?: string | undefined; quoteSeq?: number | undefined },
): Promise<Draft> {
  const customer = await ctx.db.selectFrom('customer').select('displayName').where('id', '=', row.customerId).executeTakeFirst()
  const { messageId, body, attachmentId, quoteSeq } = input
  const senderId = ctx.actor.kind === 'visitor' ? ctx.actor.id : null
  return { messageId, body, attachmentId, quoteSeq, stream: 'talk', sender: 'customer', senderId, senderName: customer?.displayName ?? '', senderNo: null, whisper: false, mentions: [] }
}

/** The one way a message gets into a stream: same id and same body answer alike, whatever was lost in between. */
export async function post(ctx: Ctx, row: Loaded, draft: Draft): Promise<MessageView> {
  if (draft.body === '' && !draft.attachmentId) throw new AppError('invalid_input')
  const ready: Post = {
    ctx,
    id: draft.messageId,
    conversationId: row.id,
    stream: draft.stream,
    sender: draft.sender,
    senderId: draft.senderId,
    senderName: draft.senderName,
    senderNo: draft.senderNo,
    ...(await contentOf(ctx, row, draft)),
    mentions: draft.mentions,
    whisper: draft.whisper,
    scriptKey: draft.script?.key ?? null,
  }
  let outcome = await postInBatch(ready)
  if ('reopen' in outcome) {
    await reopen(ctx, row.id)
    outcome = await postInBatch(ready)
  }
  return viewOf(ctx, ready, outcome)
}

async function contentOf(ctx: Ctx, row: Loaded, draft: Draft): Promise<Pick<Post, 'kind' | 'body' | 'attachment' | 'quote'>> {
  const bound = draft.attachmentId ? await attach(ctx, row, draft) : null
  const quoted = draft.quoteSeq ? await messageBySeq(ctx, { conversationId: row.id, stream: draft.stream, seq: draft.quoteSeq }) : undefined
  if (draft.quoteSeq && !quoted) throw new AppError('invalid_input')
  return {
    kind: bound?.kind ?? 'text',
    body: draft.body,
    attachment: bound,
    quote: quoted ? { seq: quoted.seq, name: quoted.sender.name, preview: Array.from(quoted.body).slice(0, 120).join('') } : null,
  }
}

/** A retry finds its upload bound to its own message already. */
async function attach(ctx: Ctx, row: Loaded, draft: Draft) {
  const before = await messageById(ctx, draft.messageId)
  if (before && before.conversationId === row.id && before.attachment?.id === draft.attachmentId) return before.attachment
  const attachmentId = draft.attachmentId as string
  const { actor } = ctx
  if (actor.kind !== 'staff' && actor.kind !== 'visitor') throw new AppError('not_allowed')
  return transact(ctx, tx => bindAttachment(tx, { attachmentId, actor, conversationId: row.id, stream: draft.stream }))
}

async function viewOf(ctx: Ctx, { id, ...sent }: Post, outcome: Outcome): Promise<MessageView> {
  if ('refused' in outcome) throw new AppError(outcome.refused)
  if ('reopen' in outcome) throw new AppError('conversation_over')
  const stored = await messageById(ctx, id)
  if (!stored || stored.conversationId !== sent.conversationId) throw new AppError('idempotency_mismatch')
  return stored
}

export async function recallMessage(ctx: Ctx, input: { id: string; seq: number; stream: 'talk' | 'note' }): Promise<void> {
  const senderId = ctx.actor.kind === 'staff' || ctx.actor.kind === 'visitor' ? ctx.actor.id : null
  await transact(ctx, async tx => {
    const row = await lockedConversationFor(tx, input.id, 'view')
    const message = await ownMessage(tx, { ...input, senderId })
    if (message.recalled) return
    if (!canRecall(new Date(message.at), tx.clock.now())) throw new AppError('recall_too_late')
    await markRecalled(tx, message.id)
    const isLast = (row.lastMessage as { seq?: number } | null)?.seq === message.seq && input.stream === 'talk'
    const lastMessage = { seq: message.seq, sender: message.sender.type, preview: '', at: message.at }
    await changeAndRecord(tx, row, { kind: 'message.recalled', payload: { seq: message.seq, stream: input.stream }, change: isLast ? { lastMessage: JSON.stringify(lastMessage) as unknown as object } : {} })
    await addSystemLine(tx, { conversationId: row.id, stream: input.stream, system: { key: 'recalled', params: { seq: message.seq, name: message.sender.name } } })
  })
}

async function ownMessage(tx: Tx, { id, seq, stream, senderId }: { id: string; seq: number; stream: 'talk' | 'note'; senderId: string | null }) {
  // Read as the system: a customer's own view hides sender ids.
  const message = await messageBySeq({ ...tx, actor: { kind: 'system' } }, { conversationId: id, stream, seq })
  if (!message || message.kind === 'system') throw new AppError('not_found')
  if (message.sender.id !== senderId) throw new AppError('not_allowed')
  return message
}

/** Marks a message for the record (decision C18: a quote instead of a screenshot); the customer does not see pins. */
export async function pinMessage(ctx: Ctx, input: Input<typeof contract.pinMessage>): Promise<Changed> {
  const me = staffActor(ctx)
  await transact(ctx, async tx => {
    const row = await lockedConversationFor(tx, input.id, 'note')
    const message = await messageBySeq(tx, { conversationId: row.id, stream: 'talk', seq: input.seq })
    if (!message || message.kind === 'system') throw new AppError('not_found')
    if (message.pinned === input.pinned) return
    await markPinned(tx, message.id, input.pinned)
    await changeAndRecord(tx, row, { kind: 'message.pinned', payload: { seq: input.seq, pinned: input.pinned }, change: {} })
    const key = input.pinned ? 'pinned' : 'unpinned'
    await addSystemLine(tx, { conversationId: row.id, stream: 'note', system: { key, params: { seq: input.seq, name: me.name } } })
  })
  return changed(ctx, input.id)
}
