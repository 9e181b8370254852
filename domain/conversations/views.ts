import { z } from 'zod'
import { clockKinds, clockStates } from '../clocks/kinds.ts'
import { id, instant, localeCode } from '../contract.ts'
import { conversationStates } from './lifecycle.ts'

export const personRef = z.strictObject({ id, name: z.string(), staffNo: z.string() })
export const namedRef = z.strictObject({ id, name: z.string() })
export const urgency = z.enum(['normal', 'urgent', 'critical'])
export const stream = z.enum(['talk', 'note'])

export const attachmentView = z
  .strictObject({
    id,
    name: z.string(),
    mime: z.string(),
    size: z.number().int(),
    kind: z.enum(['image', 'file']),
    width: z.number().int().nullable(),
    height: z.number().int().nullable(),
    /** Same-origin address; every request is checked again. Images have `thumbUrl`. */
    url: z.string(),
    thumbUrl: z.string().nullable(),
  })
  .meta({ id: 'Attachment' })
export type AttachmentView = z.infer<typeof attachmentView>

/** What a system line says; clients word it in their language from `key` and `params`. */
export const systemLine = z.strictObject({
  key: z.enum([
    'welcome',
    'queued',
    'accepted',
    'transferred',
    'requeued',
    'joined',
    'left',
    'taken_over',
    'idle_warned',
    'ended_by_agent',
    'ended_by_customer',
    'ended_idle',
    'abandoned',
    'reopened',
    'rated',
    'rating_declined',
    'recalled',
    'pinned',
    'unpinned',
    'left_message',
    'ticket_opened',
    'ticket_reply',
    'ticket_asked',
    'ticket_reminded',
    'ticket_result',
    'ticket_merged',
  ]),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})

export const messageView = z
  .strictObject({
    id,
    conversationId: id,
    stream,
    /** 1, 2, 3 … without gaps in each stream of a conversation. */
    seq: z.number().int().positive(),
    sender: z.strictObject({
      type: z.enum(['customer', 'agent', 'system']),
      id: id.nullable(),
      name: z.string(),
      staffNo: z.string().nullable(),
    }),
    /** `system` lines carry `system`; a `system` line `recalled` or `pinned` names the seq it changes in `params.seq`. */
    kind: z.enum(['text', 'image', 'file', 'system']),
    body: z.string(),
    attachment: attachmentView.nullable(),
    quote: z.strictObject({ seq: z.number().int(), name: z.string(), preview: z.string() }).nullable(),
    system: systemLine.nullable(),
    mentions: z.array(id),
    whisper: z.boolean(),
    at: instant,
    recalled: z.boolean(),
    pinned: z.boolean(),
  })
  .meta({ id: 'Message' })
export type MessageView = z.infer<typeof messageView>

export const clockView = z.strictObject({
  kind: z.enum(clockKinds),
  state: z.enum(clockStates),
  startedAt: instant,
  dueAt: instant,
})
export type ClockView = z.infer<typeof clockView>

/** High-water marks of one side: everything up to this seq has reached the device / been seen. */
export const marksView = z.strictObject({ received: z.number().int(), read: z.number().int() })

export const conversationView = z
  .strictObject({
    id,
    /** Grows with every change of this view; a client keeps the higher one. */
    revision: z.number().int(),
    channel: z.string(),
    state: z.enum(conversationStates),
    site: namedRef,
    customer: z.strictObject({ id, no: z.string(), name: z.string(), level: z.string(), verified: z.boolean() }),
    group: namedRef.nullable(),
    assignee: personRef.nullable(),
    firstResponsible: personRef.nullable(),
    offeredTo: id.nullable(),
    offeredUntil: instant.nullable(),
    participants: z.array(personRef),
    urgency,
    category: z.string().nullable(),
    stage: z.string().nullable(),
    result: z.string().nullable(),
    resolved: z.boolean().nullable(),
    leftMessage: z.boolean(),
    locale: localeCode,
    startedAt: instant,
    queuedAt: instant.nullable(),
    acceptedAt: instant.nullable(),
    firstAgentMessageAt: instant.nullable(),
    endedAt: instant.nullable(),
    closedAt: instant.nullable(),
    endReason: z.enum(['agent', 'customer', 'idle', 'abandoned']).nullable(),
    previousId: id.nullable(),
    transferredCount: z.number().int(),
    lastSeq: z.number().int(),
    lastNoteSeq: z.number().int(),
    lastMessage: z
      .strictObject({
        seq: z.number().int(),
        sender: z.enum(['customer', 'agent', 'system']),
        preview: z.string(),
        at: instant,
      })
      .nullable(),
    /** Customer messages the agent's side has not read. */
    unread: z.number().int(),
    customerMarks: marksView,
    agentMarks: marksView,
    /** What the shop or the customer said this is about. */
    orderNo: z.string().nullable(),
    clocks: z.array(clockView),
    visitor: z.strictObject({
      online: z.boolean(),
      pageUrl: z.string().nullable(),
      pageTitle: z.string().nullable(),
    }),
    rating: z.strictObject({ score: z.number().int(), comment: z.string() }).nullable(),
  })
  .meta({ id: 'Conversation' })
export type ConversationView = z.infer<typeof conversationView>

/** What the customer's window shows of its own conversation. */
export const talkView = z
  .strictObject({
    id,
    revision: z.number().int(),
    state: z.enum(conversationStates),
    leftMessage: z.boolean(),
    lastSeq: z.number().int(),
    /** 1 = next; null when not waiting. */
    position: z.number().int().nullable(),
    /** Expected wait in seconds; null when nothing is known yet. */
    expectedWaitSeconds: z.number().int().nullable(),
    agent: z.strictObject({ name: z.string(), staffNo: z.string() }).nullable(),
    customerMarks: marksView,
    agentMarks: marksView,
    startedAt: instant,
    endedAt: instant.nullable(),
    /** Set when the customer is invited to rate, or has rated. */
    survey: z
      .strictObject({
        scale: z.enum(['five', 'three']),
        score: z.number().int().nullable(),
        comment: z.string(),
        expiresAt: instant,
      })
      .nullable(),
  })
  .meta({ id: 'Talk' })
export type TalkView = z.infer<typeof talkView>
