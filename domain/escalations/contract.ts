import { z } from 'zod'
import { clockKinds } from '../clocks/kinds.ts'
import { byId, endpoint, id, instant, text } from '../contract.ts'
import { namedRef, personRef } from '../conversations/views.ts'
import { ticketStates } from '../tickets/lifecycle.ts'
import { urgencies } from '../tickets/urgency.ts'
import { escalationStates } from './rules.ts'

const ticketRef = z.strictObject({
  id,
  no: z.string(),
  subject: z.string(),
  state: z.enum(ticketStates),
  urgency: z.enum(urgencies),
  assignee: personRef.nullable(),
})

export const explanationView = z
  .strictObject({
    id,
    escalationId: id,
    ticket: ticketRef,
    clockKind: z.enum(clockKinds).nullable(),
    owner: personRef,
    owedAt: instant,
    dueAt: instant,
    cause: z.string(),
    plan: z.string(),
    catchUpAt: instant.nullable(),
    toldCustomer: z.boolean(),
    writtenAt: instant.nullable(),
    readBy: personRef.nullable(),
    readAt: instant.nullable(),
    may: z.strictObject({ write: z.boolean(), read: z.boolean() }),
  })
  .meta({ id: 'Explanation' })
export type ExplanationView = z.infer<typeof explanationView>

export const escalationView = z
  .strictObject({
    id,
    ticket: ticketRef,
    group: namedRef.nullable(),
    level: z.number().int().min(1).max(3),
    cause: z.enum(['breach', 'critical', 'agent']),
    clockKind: z.enum(clockKinds).nullable(),
    summary: z.string(),
    /** In the words of who raised it; empty when a rule did, which `cause` and `clockKind` say. */
    reason: z.string(),
    raisedBy: personRef.nullable(),
    raisedAt: instant,
    state: z.enum(escalationStates),
    /** Until when somebody has to answer before it goes a level up; null once answered or at the top. */
    answerDueAt: instant.nullable(),
    recipients: z.array(personRef.extend({ level: z.number().int() })),
    acknowledgedBy: personRef.nullable(),
    acknowledgedAt: instant.nullable(),
    measure: z.string(),
    closedBy: personRef.nullable(),
    closedAt: instant.nullable(),
    outcome: z.string(),
    may: z.strictObject({ answer: z.boolean() }),
  })
  .meta({ id: 'Escalation' })
export type EscalationView = z.infer<typeof escalationView>

const paged = { cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(100).default(50) }

export const listEscalations = endpoint({
  method: 'GET',
  path: '/api/escalations',
  audience: 'staff',
  permission: 'escalations.view',
  summary: 'Escalations I may see, those that wait for an answer first',
  query: z.strictObject({
    state: z.enum(['waiting', 'open', 'closed']).default('open'),
    ticketId: id.optional(),
    ...paged,
  }),
  reply: z.strictObject({ items: z.array(escalationView), nextCursor: z.string().nullable() }),
})
export const escalateTicket = endpoint({
  method: 'POST',
  path: '/api/tickets/:id/escalate',
  audience: 'staff',
  permission: 'tickets.work',
  summary: 'Call the supervisor in charge, with summary and reason; the first responsible stays (R22, R32)',
  params: byId,
  body: z.strictObject({ escalationId: z.uuid({ version: 'v7' }), summary: text(2000, 1), reason: text(500, 1) }),
  reply: z.strictObject({ escalation: escalationView }),
  errors: ['wrong_state'],
})
const verb = (name: string, summary: string) =>
  ({
    method: 'POST',
    path: `/api/escalations/:id/${name}` as const,
    audience: 'staff',
    permission: 'escalations.answer',
    summary,
    params: byId,
    reply: z.strictObject({ escalation: escalationView }),
    errors: ['wrong_state'],
  }) as const
export const acknowledgeEscalation = endpoint(verb('acknowledge', 'I have seen it and take it on'))
export const actOnEscalation = endpoint({
  ...verb('act', 'What is being done: who, what, until when'),
  body: z.strictObject({ measure: text(4000, 1) }),
})
export const closeEscalation = endpoint({
  ...verb('close', 'Done: what came of it'),
  body: z.strictObject({ outcome: text(4000, 1) }),
})

export const listExplanations = endpoint({
  method: 'GET',
  path: '/api/explanations',
  audience: 'staff',
  permission: 'escalations.view',
  summary: 'Explanations I owe, and those of my groups: owed, written and unread, all',
  query: z.strictObject({
    state: z.enum(['owed', 'unread', 'all']).default('owed'),
    mine: z.enum(['yes']).optional(),
    ticketId: id.optional(),
    ...paged,
  }),
  reply: z.strictObject({ items: z.array(explanationView), nextCursor: z.string().nullable() }),
})
export const writeExplanation = endpoint({
  method: 'POST',
  path: '/api/explanations/:id',
  audience: 'staff',
  permission: 'tickets.work',
  summary: 'Why the limit broke and how it is caught up (R44); the customer may be told with an apology (R45)',
  params: byId,
  body: z.strictObject({
    cause: text(2000, 1),
    plan: text(2000, 1),
    catchUpAt: instant,
    /** Sent to the customer as it stands; absent: not told. */
    tell: text(4000, 1).optional(),
  }),
  reply: z.strictObject({ explanation: explanationView }),
  errors: ['wrong_state', 'invalid_input'],
})
export const readExplanation = endpoint({
  method: 'POST',
  path: '/api/explanations/:id/read',
  audience: 'staff',
  permission: 'escalations.answer',
  summary: 'Supervisor: read',
  params: byId,
  reply: z.strictObject({ explanation: explanationView }),
  errors: ['wrong_state'],
})
