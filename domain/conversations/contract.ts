import { z } from 'zod'
import { byId, done, endpoint, id, instant, line, text } from '../contract.ts'
import { conversationStates } from './lifecycle.ts'
import { conversationView, messageView, stream, urgency } from './views.ts'

/** A message of at most 10,000 characters; longer texts belong in a file. */
export const messageBody = text(10_000)

export const conversationLists = ['mine', 'queue', 'group', 'all', 'closed'] as const
/** Filters of the inbox; also what a saved view keeps. */
export const conversationFilter = z.strictObject({
  list: z.enum(conversationLists).default('mine'),
  state: z.enum(conversationStates).optional(),
  groupId: id.optional(),
  assigneeId: id.optional(),
  siteId: id.optional(),
  category: text(80).optional(),
  urgency: urgency.optional(),
  unread: z.enum(['yes']).optional(),
})
export const conversationCounts = z.strictObject({
  mine: z.number().int(),
  queue: z.number().int(),
  group: z.number().int(),
  all: z.number().int(),
})
const changed = z.strictObject({ conversation: conversationView })

export const listConversations = endpoint({
  method: 'GET',
  path: '/api/conversations',
  audience: 'staff',
  permission: 'conversations.view',
  summary: 'Conversations I may see, newest activity first; the queue oldest first',
  query: conversationFilter.extend({
    cursor: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(30),
  }),
  reply: z.strictObject({
    items: z.array(conversationView),
    nextCursor: z.string().nullable(),
    counts: conversationCounts,
  }),
})

export const getConversation = endpoint({
  method: 'GET',
  path: '/api/conversations/:id',
  audience: 'staff',
  permission: 'conversations.view',
  summary: 'One conversation with its newest messages, notes, draft and the customer’s earlier conversations',
  params: byId,
  reply: z.strictObject({
    conversation: conversationView,
    talk: z.array(messageView),
    notes: z.array(messageView),
    draft: z.string(),
    may: z.strictObject({
      accept: z.boolean(),
      reply: z.boolean(),
      note: z.boolean(),
      steer: z.boolean(),
      supervise: z.boolean(),
    }),
    prechat: z.array(z.strictObject({ label: z.string(), value: z.string() })),
    visitor: z.strictObject({
      userAgent: z.string(),
      referrer: z.string().nullable(),
      pages: z.array(z.strictObject({ url: z.string(), title: z.string(), at: instant })),
    }),
    earlier: z.array(conversationView),
  }),
})

export const listMessages = endpoint({
  method: 'GET',
  path: '/api/conversations/:id/messages',
  audience: 'staff',
  permission: 'conversations.view',
  summary: 'Messages of one stream after or before a seq, in order; the replay for gaps and reconnects',
  params: byId,
  query: z.strictObject({
    stream: stream.default('talk'),
    after: z.coerce.number().int().nonnegative().optional(),
    before: z.coerce.number().int().positive().optional(),
    limit: z.coerce.number().int().min(1).max(200).default(100),
  }),
  reply: z.strictObject({ items: z.array(messageView), more: z.boolean() }),
})

export const postMessage = endpoint({
  method: 'POST',
  path: '/api/conversations/:id/messages',
  audience: 'staff',
  permission: 'conversations.take',
  summary: 'Reply to the customer, or leave an internal note. Same id and same body: the first answer again',
  params: byId,
  body: z.strictObject({
    messageId: z.uuid({ version: 'v7' }),
    stream: stream.default('talk'),
    body: messageBody.default(''),
    attachmentId: id.optional(),
    quoteSeq: z.number().int().positive().optional(),
    mentions: z.array(id).max(20).default([]),
    whisper: z.boolean().default(false),
    /** The script it came from and the text it gave, so that the edit ratio can be told (R70). */
    script: z.strictObject({ key: z.string().max(80), filled: messageBody }).optional(),
  }),
  reply: z.strictObject({ message: messageView }),
  errors: ['idempotency_mismatch', 'wrong_state', 'not_found'],
})

const verb = (name: string, summary: string) =>
  ({
    method: 'POST',
    path: `/api/conversations/:id/${name}` as const,
    audience: 'staff',
    permission: 'conversations.take',
    summary,
    params: byId,
    reply: changed,
  }) as const

export const acceptConversation = endpoint({
  ...verb('accept', 'Take a waiting customer; the first wins'),
  errors: ['already_taken', 'capacity_full'],
})
export const declineOffer = endpoint(verb('decline', 'Pass an offered customer on to the next agent'))
export const waitForCustomer = endpoint(verb('wait', 'Wait for the customer: warns after 10 minutes, then ends'))
export const joinConversation = endpoint({
  ...verb('join', 'Supervisor: take part beside the agent'),
  permission: 'conversations.supervise',
})
export const leaveConversation = endpoint(verb('leave', 'Stop taking part'))
export const takeOverConversation = endpoint({
  ...verb('take-over', 'Supervisor: become the assignee'),
  permission: 'conversations.supervise',
  body: z.strictObject({ reason: line(500) }),
})
export const transferConversation = endpoint({
  ...verb('transfer', 'Hand over to an agent or a group, with a reason; the first responsible stays'),
  body: z.strictObject({ toGroupId: id.optional(), toStaffId: id.optional(), reason: line(500) }),
  errors: ['group_closed', 'agent_unavailable', 'wrong_state'],
})
export const endConversation = endpoint(verb('end', 'End the talk; the customer is invited to rate it'))
/** Body of the wrap-up: category of the tree in settings, result in words. */
export const saveRecord = endpoint({
  ...verb('record', 'Write the conversation record and close: category and result are required'),
  body: z.strictObject({
    category: z.string().min(1).max(80),
    stage: z.enum(['presales', 'aftersales', 'complaint', 'info_change', 'proactive']),
    urgency: urgency.default('normal'),
    result: text(4000, 1),
    resolved: z.boolean(),
  }),
  errors: ['record_incomplete', 'wrong_state'],
})
export const setUrgency = endpoint({
  ...verb('urgency', 'Mark how urgent it is'),
  body: z.strictObject({ urgency, reason: line(500).optional() }),
})
export const recallMessage = endpoint({
  ...verb('recall', 'Take back my message within 2 minutes'),
  body: z.strictObject({ seq: z.number().int().positive(), stream: stream.default('talk') }),
  errors: ['recall_too_late'],
})
export const pinMessage = endpoint({
  ...verb('pin', 'Pin or unpin a message for the record'),
  body: z.strictObject({ seq: z.number().int().positive(), pinned: z.boolean() }),
})
export const saveDraft = endpoint({
  method: 'PUT',
  path: '/api/conversations/:id/draft',
  audience: 'staff',
  permission: 'conversations.take',
  summary: 'Keep my unsent reply on the server',
  params: byId,
  body: z.strictObject({ body: messageBody }),
  reply: done,
})

export const searchConversations = endpoint({
  method: 'GET',
  path: '/api/search/conversations',
  audience: 'staff',
  permission: 'conversations.view',
  summary: 'Messages that contain the words (Simplified and Traditional find each other), in conversations I may see',
  query: z.strictObject({ q: text(200, 1), limit: z.coerce.number().int().min(1).max(50).default(20) }),
  reply: z.strictObject({
    items: z.array(
      z.strictObject({
        conversation: conversationView,
        seq: z.number().int(),
        stream,
        snippet: z.string(),
        at: instant,
      }),
    ),
  }),
})

export const savedView = z.strictObject({
  id,
  name: z.string(),
  shared: z.boolean(),
  mine: z.boolean(),
  filter: conversationFilter,
})
export const listViews = endpoint({
  method: 'GET',
  path: '/api/conversation-views',
  audience: 'staff',
  permission: 'conversations.view',
  summary: 'My saved views and those shared with my groups',
  reply: z.strictObject({ items: z.array(savedView) }),
})
export const createView = endpoint({
  method: 'POST',
  path: '/api/conversation-views',
  audience: 'staff',
  permission: 'conversations.view',
  summary: 'Save the present filter under a name',
  body: z.strictObject({ name: line(60), shared: z.boolean().default(false), filter: conversationFilter }),
  reply: savedView,
})
export const deleteView = endpoint({
  method: 'DELETE',
  path: '/api/conversation-views/:id',
  audience: 'staff',
  permission: 'conversations.view',
  summary: 'Forget one of my saved views',
  params: byId,
  reply: done,
})
/** Whom a conversation can be handed to: open groups and available people. */
export const listTransferTargets = endpoint({
  method: 'GET',
  path: '/api/conversations/:id/transfer-targets',
  audience: 'staff',
  permission: 'conversations.take',
  summary: 'Groups and agents this conversation can be handed to',
  params: byId,
  reply: z.strictObject({
    groups: z.array(z.strictObject({ id, name: z.string(), waiting: z.number().int(), available: z.number().int() })),
    staff: z.array(
      z.strictObject({
        id,
        name: z.string(),
        staffNo: z.string(),
        available: z.boolean(),
        load: z.number().int(),
        capacity: z.number().int(),
      }),
    ),
  }),
})

export const conversationEndpoints = {
  listConversations,
  getConversation,
  listMessages,
  postMessage,
  acceptConversation,
  declineOffer,
  waitForCustomer,
  joinConversation,
  leaveConversation,
  takeOverConversation,
  transferConversation,
  endConversation,
  saveRecord,
  setUrgency,
  recallMessage,
  pinMessage,
  saveDraft,
  searchConversations,
  listViews,
  createView,
  deleteView,
  listTransferTargets,
}
