import { createHash } from 'node:crypto'
import { clockSeconds } from '../../../domain/clocks/kinds.ts'
import type { ConversationFacts } from '../../../domain/conversations/access.ts'
import { type Effect, type PostingFacts, postingEffect } from '../../../domain/conversations/posting.ts'
import type { MessageView } from '../../../domain/conversations/views.ts'
import type { Ctx, Platform } from '../../platform/context.ts'
import { actorId } from '../../platform/events.ts'
import { segment } from '../../platform/segment.ts'
import { refusalFor } from '../access.ts'
import type { BatchRow, Outcome, Post, StoredMessage, Writes } from './post.ts'
import { lockBatch, writeBatch } from './queries.ts'

/** sha256 of what was sent: the same id with another body is `idempotency_mismatch`. */
export function digestOf(
  post: Pick<Post, 'conversationId' | 'stream' | 'senderId' | 'kind' | 'body' | 'attachment' | 'quote'>,
): Buffer {
  const { conversationId, stream, senderId, kind, body, attachment, quote } = post
  return createHash('sha256')
    .update(JSON.stringify([conversationId, stream, senderId, kind, body, attachment?.id ?? null, quote?.seq ?? null]))
    .digest()
}

/** Stores a batch in one transaction and tells the live side afterwards. Outcomes stand in the order of the posts. */
export async function commitBatch(ctx: Ctx, posts: readonly Post[]): Promise<Outcome[]> {
  const writes: Writes = { messages: [], views: [], conversations: new Map(), starts: [], stops: [], events: [] }
  const outcomes = await ctx.platform.db.transaction().execute(async (db) => {
    const { rows, known } = await lockBatch(db, posts)
    const decided = posts.map((post) => decide({ ctx, post, rows, known, writes }))
    if (writes.messages.length > 0) await writeBatch(db, writes)
    return decided
  })
  announce(ctx.platform, writes)
  return outcomes
}

type Step = { ctx: Ctx; post: Post; rows: Map<string, BatchRow>; known: Map<string, Buffer>; writes: Writes }

function decide(step: Step): Outcome {
  const { ctx, post, rows, known, writes } = step
  const row = rows.get(post.conversationId)
  const refused = refusalFor(post.ctx.actor, row && liveFacts(row), post.need)
  if (!row || refused) return { refused: refused ?? 'not_found' }
  const digest = digestOf(post)
  const before = known.get(post.id)
  if (before) return before.equals(digest) ? { duplicate: true } : { refused: 'idempotency_mismatch' }
  const at = ctx.clock.now()
  const effect = postingEffect(factsOfRow(row), {
    stream: post.stream,
    sender: post.sender,
    senderId: post.senderId,
    at,
  })
  if (!('facts' in effect)) return effect
  const seq = post.stream === 'talk' ? ++row.lastSeq : ++row.lastNoteSeq
  known.set(post.id, digest)
  apply(step, row, { effect, at, seq })
  writes.messages.push({
    ...storedOf(post),
    seq,
    at,
    digest: digest.toString('hex'),
    words: post.kind === 'text' ? segment(post.body) : [],
  })
  writes.conversations.set(row.id, row)
  const message = postedView(post, { seq, at, customerName: row.customerName })
  writes.views.push(message)
  return { message, absentAgentId: row.assigneeConnected ? null : row.assigneeId }
}

function apply({ ctx, post, writes }: Step, row: BatchRow, done: { effect: Effect; at: Date; seq: number }): void {
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
  const conversationId = row.id
  // What began earlier in this batch ends with it: stops are written before starts.
  const over = new Set([...effect.stop, ...effect.cancel])
  writes.starts = writes.starts.filter((start) => start.conversationId !== conversationId || !over.has(start.kind))
  for (const kind of effect.stop) if (row.open.has(kind)) writes.stops.push({ conversationId, kind, at, cancel: false })
  for (const kind of effect.cancel)
    if (row.open.has(kind)) writes.stops.push({ conversationId, kind, at, cancel: true })
  for (const kind of effect.start) {
    const seconds = kind === 'customer_idle' ? row.idleMinutes * 60 : clockSeconds[kind]
    const dueAt = new Date(at.getTime() + seconds * 1000)
    writes.starts.push({ id: ctx.clock.newId(), conversationId, kind, startedAt: at, dueAt, ownerId: row.assigneeId })
    if (kind === 'turn_response') row.clocks.push({ kind, startedAt: at, dueAt })
  }
  const log = { subjectId: row.id, actorType: post.ctx.actor.kind, actorId: actorId(post.ctx.actor) }
  writes.events.push({
    ...log,
    kind: post.stream === 'talk' ? 'message.posted' : 'note.posted',
    fromState: from,
    toState: row.state,
    payload: { seq, sender: post.sender, kind: post.kind },
  })
  for (const event of effect.events)
    writes.events.push({
      ...log,
      kind: event.kind,
      fromState: null,
      toState: null,
      payload: { ...event.payload, channel: row.channel },
    })
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

function announce(platform: Platform, writes: Writes): void {
  for (const message of writes.views) {
    const row = writes.conversations.get(message.conversationId)
    if (row) platform.hints.publish({ topic: 'message', message, facts: liveFacts(row) })
  }
  for (const row of writes.conversations.values()) {
    platform.hints.publish({ topic: 'conversation', id: row.id, quiet: row.stateBefore === row.state })
  }
  const earliest = Math.min(...writes.starts.map((start) => start.dueAt.getTime()))
  if (writes.starts.length > 0) platform.hints.publish({ topic: 'clock', at: earliest })
}

function liveFacts(row: BatchRow): ConversationFacts {
  const { id, state, visitorId, groupId, assigneeId, firstResponsibleId, offeredTo, participantIds } = row
  return { id, state, visitorId, groupId, assigneeId, firstResponsibleId, offeredTo, participantIds }
}

/** The view of a message as it was just stored, without asking for it again. */
function postedView(post: Post, stored: { seq: number; at: Date; customerName: string }): MessageView {
  const name = post.sender === 'customer' ? stored.customerName : post.senderName
  return {
    id: post.id,
    conversationId: post.conversationId,
    stream: post.stream,
    seq: stored.seq,
    sender: { type: post.sender, id: post.senderId, name, staffNo: post.senderNo },
    kind: post.kind,
    body: post.body,
    attachment: post.attachment,
    quote: post.quote,
    system: null,
    mentions: post.mentions,
    whisper: post.whisper,
    at: stored.at.toISOString(),
    recalled: false,
    pinned: false,
  }
}
