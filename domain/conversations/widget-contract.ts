import { z } from 'zod'
import { byId, done, endpoint, id, localeCode, text } from '../contract.ts'
import { widgetSite } from '../settings/site.ts'
import { messageBody } from './contract.ts'
import { messageView, talkView } from './views.ts'

/**
 * The customer's side. Every call but `startVisit` carries `Authorization: Bearer <visitor token>`; a visitor reaches its
 * own conversations and nothing else, and "not yours" answers as "not there" (reliability/threats T1).
 */
const page = z.strictObject({
  url: z.string().max(2000),
  title: z.string().max(300),
  referrer: z.string().max(2000).optional(),
})

export const startVisit = endpoint({
  method: 'POST',
  path: '/api/widget/visit',
  audience: 'public',
  summary: 'Begin or resume a visit: token, the site’s texts, and the open conversation if there is one',
  body: z.strictObject({
    siteKey: z.string().min(8).max(64),
    token: z.string().max(200).optional(),
    /** HS256 JWT of the shop: aud = site key, sub = its customer id, exp at most 1 h ahead, optional name. */
    identity: z.string().max(4000).optional(),
    locale: localeCode,
    page,
    /** Signed origin ticket that the frame page was served with. */
    frame: z.string().max(400),
  }),
  reply: z.strictObject({
    token: z.string(),
    visitor: z.strictObject({ id, name: z.string(), identified: z.boolean() }),
    site: widgetSite,
    /** Somebody can answer now; otherwise the window offers to leave a message. */
    open: z.boolean(),
    talk: talkView.nullable(),
    messages: z.array(messageView),
  }),
  errors: ['not_found', 'wrong_origin'],
})

export const identifyVisitor = endpoint({
  method: 'POST',
  path: '/api/widget/identify',
  audience: 'visitor',
  summary: 'Sign in the shop’s own customer by its short-lived JWT; an unsigned id is never trusted',
  body: z.strictObject({ identity: z.string().min(1).max(4000) }),
  reply: z.strictObject({
    token: z.string(),
    visitor: z.strictObject({ id, name: z.string(), identified: z.boolean() }),
    talk: talkView.nullable(),
    messages: z.array(messageView),
  }),
})

export const startConversation = endpoint({
  method: 'POST',
  path: '/api/widget/conversations',
  audience: 'visitor',
  summary: 'Start a conversation with its first message; the welcome is posted in the same step',
  body: z.strictObject({
    conversationId: z.uuid({ version: 'v7' }),
    messageId: z.uuid({ version: 'v7' }),
    body: messageBody.default(''),
    attachmentId: id.optional(),
    prechat: z.record(z.string().max(60), text(500)).default({}),
    consent: z.boolean().default(false),
    orderNo: z.string().max(60).optional(),
    page,
  }),
  reply: z.strictObject({ talk: talkView, messages: z.array(messageView) }),
  errors: ['idempotency_mismatch'],
})

export const leaveMessage = endpoint({
  method: 'POST',
  path: '/api/widget/left-messages',
  audience: 'visitor',
  summary: 'Nobody is there: leave a message and how to be reached (needs consent)',
  body: z.strictObject({
    conversationId: z.uuid({ version: 'v7' }),
    messageId: z.uuid({ version: 'v7' }),
    name: text(60),
    contact: z.string().trim().min(3).max(120),
    body: messageBody.min(1),
    consent: z.literal(true),
    page,
  }),
  reply: z.strictObject({ talk: talkView, messages: z.array(messageView) }),
})

export const visitorTalk = endpoint({
  method: 'GET',
  path: '/api/widget/conversations/:id',
  audience: 'visitor',
  summary: 'State of my conversation: position, agent, marks',
  params: byId,
  reply: z.strictObject({ talk: talkView }),
})

export const visitorMessages = endpoint({
  method: 'GET',
  path: '/api/widget/conversations/:id/messages',
  audience: 'visitor',
  summary: 'Messages after or before a seq, in order; the replay for gaps and reconnects',
  params: byId,
  query: z.strictObject({
    after: z.coerce.number().int().nonnegative().optional(),
    before: z.coerce.number().int().positive().optional(),
    limit: z.coerce.number().int().min(1).max(200).default(100),
  }),
  reply: z.strictObject({ items: z.array(messageView), more: z.boolean() }),
})

export const postVisitorMessage = endpoint({
  method: 'POST',
  path: '/api/widget/conversations/:id/messages',
  audience: 'visitor',
  summary:
    'Write in my conversation; within 24 h a closed one opens again, later `conversation_over` asks for a new one',
  params: byId,
  body: z.strictObject({
    messageId: z.uuid({ version: 'v7' }),
    body: messageBody.default(''),
    attachmentId: id.optional(),
    quoteSeq: z.number().int().positive().optional(),
  }),
  reply: z.strictObject({ message: messageView }),
  errors: ['idempotency_mismatch', 'conversation_over'],
})

export const recallVisitorMessage = endpoint({
  method: 'POST',
  path: '/api/widget/conversations/:id/recall',
  audience: 'visitor',
  summary: 'Take back my message within 2 minutes',
  params: byId,
  body: z.strictObject({ seq: z.number().int().positive() }),
  reply: done,
  errors: ['recall_too_late'],
})

export const endVisitorConversation = endpoint({
  method: 'POST',
  path: '/api/widget/conversations/:id/end',
  audience: 'visitor',
  summary: 'The customer ends the conversation',
  params: byId,
  reply: z.strictObject({ talk: talkView }),
})

export const rateConversation = endpoint({
  method: 'POST',
  path: '/api/widget/conversations/:id/rating',
  audience: 'visitor',
  summary: 'Rate the service 1-5 (three buttons send 5, 3, 1); may be changed for 24 h',
  params: byId,
  body: z.strictObject({ score: z.number().int().min(1).max(5), comment: text(1000).default('') }),
  reply: z.strictObject({ talk: talkView }),
  errors: ['wrong_state', 'link_expired'],
})

export const declineRating = endpoint({
  method: 'POST',
  path: '/api/widget/conversations/:id/rating/decline',
  audience: 'visitor',
  summary: 'Ask me no more to rate: this invitation is over, and no other follows',
  params: byId,
  reply: z.strictObject({ talk: talkView }),
  errors: ['wrong_state'],
})

/** A plain-text download, `attachment`, in the visitor's language. */
export const transcript = endpoint({
  method: 'GET',
  path: '/api/widget/conversations/:id/transcript',
  audience: 'visitor',
  summary: 'The conversation as a text file',
  params: byId,
  reply: z.string(),
})

export const widgetEndpoints = {
  startVisit,
  identifyVisitor,
  startConversation,
  leaveMessage,
  visitorTalk,
  visitorMessages,
  postVisitorMessage,
  recallVisitorMessage,
  endVisitorConversation,
  rateConversation,
  declineRating,
  transcript,
}
