import type { ConversationFacts } from '../../../domain/conversations/access.ts'
import type { MessageView } from '../../../domain/conversations/views.ts'
import type { Platform } from '../../platform/context.ts'
import type { BatchRow, Post, Writes } from './post.ts'

/** Tells every node what was just committed. */
export function announce(platform: Platform, writes: Writes, views: readonly MessageView[]): void {
  for (const message of views) {
    const row = writes.conversations.get(message.conversationId)
    if (row) platform.hints.publish({ topic: 'message', message, facts: liveFacts(row) })
  }
  for (const row of writes.conversations.values()) {
    platform.hints.publish({ topic: 'conversation', id: row.id, quiet: row.stateBefore === row.state })
  }
  const earliest = Math.min(...writes.starts.map((start) => start.dueAt.getTime()))
  if (writes.starts.length > 0) platform.hints.publish({ topic: 'clock', at: earliest })
}

export function liveFacts(row: BatchRow): ConversationFacts {
  const { id, state, visitorId, groupId, assigneeId, firstResponsibleId, offeredTo, participantIds } = row
  return { id, state, visitorId, groupId, assigneeId, firstResponsibleId, offeredTo, participantIds }
}

/** The view of a message as it was just stored, without asking for it again. */
export function postedView(post: Post, stored: { seq: number; at: Date; customerName: string }): MessageView {
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
