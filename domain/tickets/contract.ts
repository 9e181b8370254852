import { z } from 'zod'
import { byId, done, endpoint, id, instant, line, text } from '../contract.ts'
import { completenessFields } from './completeness.ts'
import { urgencies, urgencyRaisers } from './urgency.ts'
import { changed, editable, reason, verb, words } from './verb.ts'
import { natures, ticketChannels, timelineEntry } from './views.ts'

export const createTicket = endpoint({
  method: 'POST',
  path: '/api/tickets',
  audience: 'staff',
  permission: 'tickets.create',
  summary:
    'Open a ticket: by hand, or from a conversation whose customer, order, channel and quotes are carried over (R8, R25)',
  body: z.strictObject({
    /** Made by the client: the same id again answers the ticket it made. */
    ticketId: z.uuid({ version: 'v7' }),
    conversationId: id.optional(),
    /** Messages of the conversation to quote, by seq. */
    quoteSeqs: z.array(z.number().int().positive()).max(50).default([]),
    nature: z.enum(natures),
    urgency: z.enum(urgencies).default('normal'),
    urgencyRaisers: z.array(z.enum(urgencyRaisers)).max(5).default([]),
    urgencyReason: text(500).default(''),
    channel: z.enum(ticketChannels).optional(),
    subject: editable.subject,
    category: editable.category,
    stage: editable.stage.optional(),
    descriptionCustomer: editable.descriptionCustomer,
    descriptionVerified: words.default(''),
    initialSuggestion: words.default(''),
    demand: editable.demand.default(''),
    sentiment: editable.sentiment.default('normal'),
    customerId: editable.customerId.optional(),
    anonymousReason: editable.anonymousReason.default(''),
    preferredChannel: editable.preferredChannel.optional(),
    orderNo: editable.orderNo.optional(),
    product: editable.product.default(''),
    store: editable.store.default(''),
    pageUrl: editable.pageUrl.default(''),
    peopleInvolved: editable.peopleInvolved.default(''),
    occurredAt: editable.occurredAt.optional(),
    occurredRoughly: z.boolean().default(false),
    wantedBy: editable.wantedBy.optional(),
    tags: editable.tags.default([]),
    fields: editable.fields.default({}),
    checks: z.array(line(200)).max(30).default([]),
    attachmentIds: z.array(id).max(20).default([]),
    parentId: id.optional(),
    /** Else the routing rules decide. */
    groupId: id.optional(),
    departmentId: id.optional(),
    /** Take it myself and begin at once. */
    take: z.boolean().default(false),
  }),
  reply: changed,
  errors: ['invalid_input', 'not_found', 'idempotency_mismatch'],
})

export const getTicket = endpoint({
  method: 'GET',
  path: '/api/tickets/:id',
  audience: 'staff',
  permission: 'tickets.view',
  summary: 'One ticket with limits, department work, checklist, links, quotes and what is missing for the archive',
  params: byId,
  reply: changed,
})

export const getTimeline = endpoint({
  method: 'GET',
  path: '/api/tickets/:id/timeline',
  audience: 'staff',
  permission: 'tickets.view',
  summary: 'Everything that happened and was written, oldest first: who, when, why',
  params: byId,
  query: z.strictObject({
    after: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(100),
  }),
  reply: z.strictObject({ items: z.array(timelineEntry), next: z.string().nullable() }),
})

export const editTicket = endpoint({
  method: 'PATCH',
  path: '/api/tickets/:id',
  audience: 'staff',
  permission: 'tickets.work',
  summary: 'Change fields; `revision` is the one that was read, and a newer one refuses (stale)',
  params: byId,
  body: z.strictObject({ revision: z.number().int(), ...z.object(editable).partial().shape }),
  reply: changed,
  errors: ['stale', 'wrong_state', 'invalid_input'],
})

export const assignTicket = endpoint({
  ...verb('assign', 'Give it to a person or a group of theirs; the first responsible stays (R26, R46)'),
  permission: 'tickets.reassign',
  body: z.strictObject({ toStaffId: id.optional(), toGroupId: id.optional(), reason: text(500).default('') }),
  errors: ['wrong_state', 'agent_unavailable'],
})
export const tellTicket = endpoint({
  ...verb('told', 'The customer was told number, department and limit by phone or in person (R28)'),
  body: z.strictObject({ by: z.enum(['phone', 'in_person', 'sms', 'email']) }),
})
export const acceptTicket = endpoint(verb('accept', 'Take it and begin (受理)'))
export const replyToCustomer = endpoint({
  ...verb('reply', 'Write to the customer; the first one meets the first response'),
  body: z.strictObject({ noteId: z.uuid({ version: 'v7' }), body: text(10_000, 1) }),
})
export const askCustomer = endpoint({
  ...verb(
    'ask-customer',
    'Ask the customer for something: clear steps and a deadline (R34); the resolution limit rests',
  ),
  body: z.strictObject({ steps: text(4000, 1), until: instant.optional() }),
})
export const customerAnswered = endpoint({
  ...verb('customer-answered', 'The customer answered by phone or in person: what they said'),
  body: z.strictObject({ body: text(10_000, 1) }),
})
export const sendToDepartment = endpoint({
  ...verb('send-to-department', 'Ask a department for its part, due in 24 h (R28, R71)'),
  body: z.strictObject({ departmentId: id, request: text(4000, 1), dueAt: instant.optional() }),
})
export const resolveTicket = endpoint({
  ...verb('resolve', 'Tell the customer the result, the solution and what to note (R33)'),
  body: z.strictObject({
    result: text(4000, 1),
    solution: text(4000, 1),
    customerNotes: text(2000).default(''),
    /** How it reaches the customer: through the product, or told by phone or in person. */
    toldBy: z.enum(['message', 'phone', 'in_person', 'sms', 'email']).default('message'),
  }),
  errors: ['wrong_state', 'record_incomplete'],
})
export const confirmTicket = endpoint({
  ...verb('confirm', 'The customer agrees with the result: closed'),
  body: z.strictObject({ words: text(2000).default('') }),
})
export const disputeTicket = endpoint({
  ...verb('dispute', 'The customer does not agree: back to work, with a new resolution limit'),
  body: z.strictObject({ reason }),
})
export const reopenTicket = endpoint({
  ...verb('reopen', 'Back to work within 7 days of closing'),
  body: z.strictObject({ reason }),
})
export const archiveTicket = endpoint({
  ...verb('archive', 'Archive for good; refused while the completeness check finds something (R41)'),
  errors: ['wrong_state', 'record_incomplete'],
})
export const waiveField = endpoint({
  ...verb('waivers', 'Supervisor: excuse one missing field, with a reason'),
  permission: 'tickets.merge',
  body: z.strictObject({ field: z.enum(completenessFields), reason }),
})
export const cancelTicket = endpoint({
  ...verb('cancel', 'Supervisor: spam or test; its limits count nowhere'),
  permission: 'tickets.merge',
  body: z.strictObject({ reason }),
})
export const mergeTicket = endpoint({
  ...verb('merge', 'Supervisor: the same matter as another ticket, which lives on'),
  permission: 'tickets.merge',
  body: z.strictObject({ intoId: id, reason }),
})
export const splitTicket = endpoint({
  ...verb('split', 'Take a second matter out into a ticket of its own; both stay linked'),
  body: z.strictObject({
    ticketId: z.uuid({ version: 'v7' }),
    subject: line(200),
    category: line(80),
    descriptionCustomer: text(10_000, 1),
  }),
})
export const linkTickets = endpoint({
  ...verb('links', 'Connect with another ticket'),
  body: z.strictObject({ otherNo: line(40) }),
})
export const unlinkTickets = endpoint({
  ...verb('unlink', 'Undo such a connection'),
  body: z.strictObject({ otherId: id }),
})
export const addNote = endpoint({
  ...verb('notes', 'Write down a process step, an internal note, a supplement or the update before the shift ends'),
  permission: 'tickets.view',
  body: z.strictObject({
    noteId: z.uuid({ version: 'v7' }),
    kind: z.enum(['process', 'internal', 'supplement', 'shift_update']),
    body: text(10_000, 1),
  }),
})
export const attachToTicket = endpoint({
  ...verb('attachments', 'Bind uploaded files'),
  permission: 'tickets.view',
  body: z.strictObject({ attachmentIds: z.array(id).min(1).max(20) }),
})
export const setTicketUrgency = endpoint({
  ...verb('urgency', 'How urgent it is and why; a more lenient limit needs a supervisor (model 2.3)'),
  body: z.strictObject({
    urgency: z.enum(urgencies),
    raisers: z.array(z.enum(urgencyRaisers)).max(5).default([]),
    reason,
  }),
  errors: ['wrong_state', 'not_allowed'],
})
export const setChecks = endpoint({
  ...verb('checks', 'Write the checklist anew; done items keep who and when by their id'),
  body: z.strictObject({
    items: z.array(z.strictObject({ id: id.optional(), body: line(200), done: z.boolean() })).max(30),
  }),
})
export const handOverTicket = endpoint({
  ...verb('hand-over', 'Ask a colleague to become first responsible; nothing moves until they accept (R46)'),
  permission: 'tickets.reassign',
  body: z.strictObject({ toStaffId: id, reason }),
  errors: ['wrong_state', 'already_exists', 'agent_unavailable'],
})
export const answerHandOver = endpoint({
  ...verb('hand-over/answer', 'Accept or decline what I was asked to take over'),
  permission: 'tickets.view',
  body: z.strictObject({ accept: z.boolean(), reason: text(500).default('') }),
})
export const takeNode = endpoint({
  ...verb('nodes/take', 'Department: somebody begins'),
  body: z.strictObject({ nodeId: id }),
})
export const returnNode = endpoint({
  ...verb('nodes/return', 'Department: the result of its part'),
  body: z.strictObject({ nodeId: id, result: text(10_000, 1) }),
})
export const recallNode = endpoint({
  ...verb('nodes/recall', 'Take back what was asked of a department'),
  body: z.strictObject({ nodeId: id, reason }),
})
/** The address under which the customer follows this ticket; a new one ends the one before. */
export const makeTicketDoor = endpoint({
  ...verb('door', 'Make the private link for the customer'),
  reply: z.strictObject({ url: z.string(), expiresAt: instant }),
})
export const closeTicketDoor = endpoint({ ...verb('door/close', 'End the private link'), reply: done })
