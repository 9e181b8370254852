import { createHash } from 'node:crypto'
import { clockSeconds } from '../../../domain/clocks/kinds.ts'
import { type Effect, type PostingFacts, postingEffect } from '../../../domain/conversations/posting.ts'
import type { ErrorCode } from '../../../domain/errors.ts'
import type { Ctx } from '../../platform/context.ts'
import { actorId } from '../../platform/events.ts'
import { segment } from '../../platform/segment.ts'
import { refusalFor } from '../access.ts'
import { liveFacts } from './announce.ts'
import type { BatchRow, Post, StoredMessage, Writes } from './post.ts'

/** sha256 of what was sent: the same id with another body is `idempotency_mismatch`. */
export function digestOf(
  post: Pick<Post, 'conversationId' | 'stream' | 'senderId' | 'kind' | 'body' | 'attachment' | 'quote'>,
): Buffer {
  const { conversationId, stream, senderId, kind, body, attachment, quote } = post
  return createHash('sha256')
    .update(JSON.stringify([conversationId, stream, senderId, kind, body, attachment?.id ?? null, quote?.seq ?? null]))
    .digest()
}

type Step = { ctx: Ctx; post: Post; rows: Map<string, BatchRow>; known: Map<string, Buffer>; writes: Writes }
export type Decision = { seq: number; at: Date } | { duplicate: true } | { reopen: true } | { refused: ErrorCode }

/** What becomes of one post, by the rows as they stand; what it changes is noted in `rows` and `writes`. */
export function decide(step: Step): Decision {
  const { ctx, post, rows, known, writes } = step
  const row = rows.get(post.conversationId)
  const refused = refusalFor(post.ctx.actor, row && liveFacts(row), post.need)
  if (!row || refused) return { refused: refused ?? 'not_found' }
  const digest = digestOf(post)
  const before = known.get(post.id)
  if (before) return before.equals(digest) ? { duplicate: true } : { refused: 'idempotency_mismatch' }
  const at = ctx.clock.now()
  const { stream, sender, senderId } = post
  const effect = postingEffect(factsOfRow(row), { stream, sender, senderId, at })
  if (!('facts' in effect)) return effect
  const seq = post.stream === 'talk' ? ++row.lastSeq : ++row.lastNoteSeq
  known.set(post.id, digest)
  apply(step, row, { effect, at, seq })
  const words = post.kind === 'text' ? segment(post.body) : []
  writes.messages.push({ ...storedOf(post), seq, at, digest: digest.toString('hex'), words })
  writes.conversations.set(row.id, row)
  return { seq, at }
}

type Done = { effect: Effect; at: Date; seq: number }

function apply(step: Step, row: BatchRow, done: Done): void {
  const { post, writes } = step
  const { effect, at, seq } = done
  const from = row.state
  row.stateBefore ??= from
  const { clocks, ...facts } = effect.facts
  Object.assign(row, facts)
  row.clocks = [...clocks]
  if (post.stream === 'talk' && post.kind !== 'system') {
    row.lastMessage = { seq, sender: post.sender, preview: previewOf(post), at: at.toISOString() }
    row.lastActivityAt = at
  }
  applyClocks(step, row, done)
  const log = { subjectId: row.id, actorType: post.ctx.actor.kind, actorId: actorId(post.ctx.actor) }
  writes.events.push({
    ...log,
    kind: post.stream === 'talk' ? 'message.posted' : 'note.posted',
    fromState: from,
    toState: row.state,
    payload: { seq, sender: post.sender, kind: post.kind },
  })
  for (const { kind, payload } of effect.events)
    writes.events.push({ ...log, kind, fromState: null, toState: null, payload: { ...payload, channel: row.channel } })
}

function applyClocks({ ctx, writes }: Step, row: BatchRow, { effect, at }: Done): void {
  const conversationId = row.id
  // What began earlier in this batch ends with it: stops are written before starts.
  const over = new Set([...effect.stop, ...effect.cancel])
  writes.starts = writes.starts.filter((start) => start.conversationId !== conversationId || !over.has(start.kind))
  for (const kind of over) {
    if (row.open.delete(kind)) writes.stops.push({ conversationId, kind, at, cancel: effect.cancel.includes(kind) })
  }
  for (const kind of effect.start) {
    const seconds = kind === 'customer_idle' ? row.idleMinutes * 60 : clockSeconds[kind]
    const dueAt = new Date(at.getTime() + seconds * 1000)
    writes.starts.push({ id: ctx.clock.newId(), conversationId, kind, startedAt: at, dueAt, ownerId: row.assigneeId })
    row.open.add(kind)
    if (kind === 'turn_response') row.clocks.push({ kind, startedAt: at, dueAt })
  }
}

function factsOfRow(row: BatchRow): PostingFacts {
  const {
    state,
    leftMessage,
    assigneeId,
    groupId,
    queuedAt,
    firstAgentMessageAt,
    unansweredSince,
    endedAt,
    unread,
    clocks,
  } = row
  return {
    state,
    leftMessage,
    assigneeId,
    groupId,
    queuedAt,
    firstAgentMessageAt,
    unansweredSince,
    endedAt,
    unread,
    clocks,
  }
}

function storedOf(post: Post): Omit<StoredMessage, 'seq' | 'at' | 'digest'> {
  const { id, conversationId, stream, sender, senderId, kind, body, attachment, quote, mentions, whisper, scriptKey } =
    post
  return {
    id,
    conversationId,
    stream,
    senderType: sender,
    senderId,
    kind,
    body,
    attachmentId: attachment?.id ?? null,
    quoteSeq: quote?.seq ?? null,
    mentions,
    whisper,
    scriptKey,
  }
}

/** First line, 120 characters at most; a picture or file is named by kind, clients word it. */
function previewOf(post: Post): string {
  if (post.kind === 'image' || post.kind === 'file') return `[${post.kind}]`
  return Array.from(post.body.split('\n', 1)[0] ?? '')
    .slice(0, 120)
    .join('')
}
