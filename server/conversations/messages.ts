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
import { readersAmong } from './mentions.ts'
import { messageById, messageBySeq, messagePage } from './message-queries.ts'
import { postInBatch } from './posting/batch.ts'
import type { Outcome, Post } from './posting/post.ts'
import { reopen } from './reopen.ts'
import { forCustomer } from './views.ts'

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
  const { message } = await post(ctx, {
    ...input,
    conversationId: input.id,
    need: input.stream === 'talk' ? 'reply' : 'note',
    sender: 'agent',
    senderId: me.id,
    senderName: me.name,
    senderNo: me.staffNo,
    whisper: input.stream === 'note' && input.whisper,
    mentions: input.stream === 'note' ? input.mentions : [],
  })
  await afterReply(ctx, input)
  return { message }
}

async function afterReply(ctx: Ctx, input: Input<typeof contract.postMessage>): Promise<void> {
  const me = staffActor(ctx)
  const { script } = input
  if (script) await transact(ctx, (tx) => recordScriptUse(tx, { ...script, sent: input.body }))
  const others = input.stream === 'note' ? input.mentions.filter((id) => id !== me.id) : []
  if (others.length === 0) return
  const mentioned = await readersAmong(ctx, input.id, others)
  await transact(ctx, async (tx) => {
    for (const staffId of mentioned)
      await notify(tx, {
        staffId,
        kind: 'mention',
        subject: { type: 'conversation', id: input.id },
        params: { text: input.body.slice(0, 120).toWellFormed() },
      })
  })
}

export async function postVisitorMessage(
  ctx: Ctx,
  input: Input<typeof widget.postVisitorMessage>,
): Promise<{ message: MessageView }> {
  const { message, absentAgentId } = await post(ctx, fromCustomer(ctx, input.id, input))
  if (absentAgentId)
    await transact(ctx, (tx) =>
      notify(tx, { staffId: absentAgentId, kind: 'message', subject: { type: 'conversation', id: input.id } }),
    )
  return { message }
}

type Draft = Pick<Post, 'need' | 'conversationId' | 'stream' | 'senderId' | 'senderName' | 'senderNo'> & {
  messageId: string
  body: string
  attachmentId?: string | undefined
  quoteSeq?: number | undefined
  sender: 'customer' | 'agent'
  whisper: boolean
  mentions: string[]
  script?: { key: string } | undefined
}

export function fromCustomer(
  ctx: Ctx,
  conversationId: string,
  input: { messageId: string; body: string; attachmentId?: string | undefined; quoteSeq?: number | undefined },
): Draft {
  const { messageId, body, attachmentId, quoteSeq } = input
  return {
    conversationId,
    messageId,
    body,
    attachmentId,
    quoteSeq,
    need: 'reply',
    stream: 'talk',
    sender: 'customer',
    senderId: ctx.actor.kind === 'visitor' ? ctx.actor.id : null,
    senderName: '',
    senderNo: null,
    whisper: false,
    mentions: [],
  }
}

type Posted = { message: MessageView; absentAgentId: string | null }

function readyPost(ctx: Ctx, draft: Draft, content: Content): Post {
  const {
    conversationId,
    messageId: id,
    need,
    stream,
    sender,
    senderId,
    senderName,
    senderNo,
    mentions,
    whisper,
  } = draft
  const from = { sender, senderId, senderName, senderNo }
  return {
    ctx,
    id,
    conversationId,
    need,
    stream,
    ...from,
    ...content,
    mentions,
    whisper,
    scriptKey: draft.script?.key ?? null,
  }
}

/** A customer's words that are nothing but text. */
export function textFromCustomer(ctx: Ctx, conversationId: string, input: { messageId: string; body: string }): Post {
  const { messageId, body } = input
  const draft = fromCustomer(ctx, conversationId, { messageId, body })
  return readyPost(ctx, draft, { kind: 'text', body, attachment: null, quote: null })
}

/** The one way a message gets into a stream: same id and same body answer alike, whatever was lost in between. */
export async function post(ctx: Ctx, draft: Draft): Promise<Posted> {
  const { conversationId } = draft
  const ready = readyPost(ctx, draft, await contentOf(ctx, draft))
  let outcome = await postInBatch(ready)
  if ('reopen' in outcome) {
    await reopen(ctx, conversationId)
    outcome = await postInBatch(ready)
  }
  return postedOf(ctx, ready, outcome)
}

type Content = Pick<Post, 'kind' | 'body' | 'attachment' | 'quote'>

/** What is more than words is looked up behind the gate first; the batch asks at the gate in any case. */
async function contentOf(ctx: Ctx, draft: Draft): Promise<Content> {
  const { conversationId, need, body, attachmentId, quoteSeq, stream } = draft
  if (body !== '' && !attachmentId && !quoteSeq) return { kind: 'text', body, attachment: null, quote: null }
  await conversationFor(ctx, conversationId, need)
  if (body === '' && !attachmentId) throw new AppError('invalid_input')
  const bound = attachmentId ? await attach(ctx, draft, attachmentId) : null
  const quoted = quoteSeq ? await messageBySeq(ctx, { conversationId, stream, seq: quoteSeq }) : undefined
  if (quoteSeq && !quoted) throw new AppError('invalid_input')
  return {
    kind: bound?.kind ?? 'text',
    body,
    attachment: bound,
    quote: quoted
      ? { seq: quoted.seq, name: quoted.sender.name, preview: Array.from(quoted.body).slice(0, 120).join('') }
      : null,
  }
}

/** A retry finds its upload bound to its own message already, perhaps by another try at the same moment. */
async function attach(ctx: Ctx, draft: Draft, attachmentId: string) {
  return (
    (await attachedBefore(ctx, draft)) ??
    (await bind(ctx, draft, attachmentId).catch(async (error) => {
      const attached = await attachedBefore(ctx, draft)
      if (!attached) throw error
      return attached
    }))
  )
}

async function attachedBefore(ctx: Ctx, draft: Draft) {
  const before = await messageById(ctx, draft.messageId)
  const isSame = before?.conversationId === draft.conversationId && before.attachment?.id === draft.attachmentId
  return isSame ? before.attachment : null
}

function bind(ctx: Ctx, { conversationId, stream }: Draft, attachmentId: string) {
  const { actor } = ctx
  if (actor.kind !== 'staff' && actor.kind !== 'visitor') throw new AppError('not_allowed')
  return transact(ctx, (tx) => bindAttachment(tx, { attachmentId, actor, conversationId, stream }))
}

async function postedOf(ctx: Ctx, sent: Post, outcome: Outcome): Promise<Posted> {
  if ('refused' in outcome) throw new AppError(outcome.refused)
  if ('reopen' in outcome) throw new AppError('conversation_over')
  if ('message' in outcome) {
    const message = ctx.actor.kind === 'visitor' ? forCustomer(outcome.message) : outcome.message
    return { ...outcome, message }
  }
  const stored = await messageById(ctx, sent.id)
  if (!stored || stored.conversationId !== sent.conversationId) throw new AppError('idempotency_mismatch')
  return { message: stored, absentAgentId: null }
}
