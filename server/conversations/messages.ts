import type { Input, Reply } from '../../domain/contract.ts'
import type * as contract from '../../domain/conversations/contract.ts'
import type { MessageView } from '../../domain/conversations/views.ts'
import type * as widget from '../../domain/conversations/widget-contract.ts'
import { AppError } from '../../domain/errors.ts'
import { bindAttachment } from '../attachments/actions.ts'
import { notify } from '../notifications/actions.ts'
import { type Ctx, transact } from '../platform/context.ts'
import { recordScriptUse } from '../scripts/actions.ts'
import { conversationFor } from './access.ts'
import { staffActor } from './actions.ts'
import { messageById, messageBySeq, messagePage } from './message-queries.ts'
import { postInBatch } from './posting/batch.ts'
import { senderView } from './posting/commit.ts'
import type { Outcome, Post } from './posting/post.ts'
import { isConnected } from './presence-queries.ts'
import { type Loaded, putDraft } from './queries.ts'
import { reopen } from './reopen.ts'

export async function listMessages(
  ctx: Ctx,
  input: Input<typeof contract.listMessages>,
): Promise<Reply<typeof contract.listMessages>> {
  await conversationFor(ctx, input.id, 'view')
  return messagePage(ctx, { ...input, conversationId: input.id })
}

/** A reply to the customer, or a note of the house. Acknowledged only once it is committed. */
export async function postMessage(
  ctx: Ctx,
  input: Input<typeof contract.postMessage>,
): Promise<{ message: MessageView }> {
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
  if (script) await transact(ctx, (tx) => recordScriptUse(tx, { ...script, sent: input.body }))
  const mentioned = input.stream === 'note' ? input.mentions.filter((id) => id !== me.id) : []
  if (mentioned.length === 0) return
  await transact(ctx, async (tx) => {
    for (const staffId of mentioned)
      await notify(tx, {
        staffId,
        kind: 'mention',
        conversationId: row.id,
        params: { text: input.body.slice(0, 120).toWellFormed() },
      })
  })
}

export async function postVisitorMessage(
  ctx: Ctx,
  input: Input<typeof widget.postVisitorMessage>,
): Promise<{ message: MessageView }> {
  const row = await conversationFor(ctx, input.id, 'reply')
  const message = await post(ctx, row, await fromCustomer(ctx, row, input))
  if (row.assigneeId && !(await isConnected(ctx, row.assigneeId))) await tellAbsentAgent(ctx, row)
  return { message }
}

async function tellAbsentAgent(ctx: Ctx, row: Loaded): Promise<void> {
  const staffId = row.assigneeId as string
  await transact(ctx, (tx) => notify(tx, { staffId, kind: 'message', conversationId: row.id }))
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
  const customer = await ctx.db
    .selectFrom('customer')
    .select('displayName')
    .where('id', '=', row.customerId)
    .executeTakeFirst()
  const { messageId, body, attachmentId, quoteSeq } = input
  const senderId = ctx.actor.kind === 'visitor' ? ctx.actor.id : null
  return {
    messageId,
    body,
    attachmentId,
    quoteSeq,
    stream: 'talk',
    sender: 'customer',
    senderId,
    senderName: customer?.displayName ?? '',
    senderNo: null,
    whisper: false,
    mentions: [],
  }
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

async function contentOf(
  ctx: Ctx,
  row: Loaded,
  draft: Draft,
): Promise<Pick<Post, 'kind' | 'body' | 'attachment' | 'quote'>> {
  const bound = draft.attachmentId ? await attach(ctx, row, draft) : null
  const quoted = draft.quoteSeq
    ? await messageBySeq(ctx, { conversationId: row.id, stream: draft.stream, seq: draft.quoteSeq })
    : undefined
  if (draft.quoteSeq && !quoted) throw new AppError('invalid_input')
  return {
    kind: bound?.kind ?? 'text',
    body: draft.body,
    attachment: bound,
    quote: quoted
      ? { seq: quoted.seq, name: quoted.sender.name, preview: Array.from(quoted.body).slice(0, 120).join('') }
      : null,
  }
}

/** A retry finds its upload bound to its own message already, perhaps by another try at the same moment. */
async function attach(ctx: Ctx, row: Loaded, draft: Draft) {
  return (
    (await attachedBefore(ctx, row, draft)) ??
    (await bind(ctx, row, draft).catch(async (error) => {
      const attached = await attachedBefore(ctx, row, draft)
      if (!attached) throw error
      return attached
    }))
  )
}

async function attachedBefore(ctx: Ctx, row: Loaded, draft: Draft) {
  const before = await messageById(ctx, draft.messageId)
  const isSame = before?.conversationId === row.id && before.attachment?.id === draft.attachmentId
  return isSame ? before.attachment : null
}

function bind(ctx: Ctx, row: Loaded, draft: Draft) {
  const attachmentId = draft.attachmentId as string
  const { actor } = ctx
  if (actor.kind !== 'staff' && actor.kind !== 'visitor') throw new AppError('not_allowed')
  return transact(ctx, (tx) =>
    bindAttachment(tx, { attachmentId, actor, conversationId: row.id, stream: draft.stream }),
  )
}

async function viewOf(ctx: Ctx, sent: Post, outcome: Outcome): Promise<MessageView> {
  if ('refused' in outcome) throw new AppError(outcome.refused)
  if ('reopen' in outcome) throw new AppError('conversation_over')
  if ('seq' in outcome) return senderView(sent, outcome)
  const stored = await messageById(ctx, sent.id)
  if (!stored || stored.conversationId !== sent.conversationId) throw new AppError('idempotency_mismatch')
  return stored
}
