import { z } from 'zod'
import { byId, endpoint, id, instant, line, text } from '../contract.ts'
import { namedRef, personRef } from '../conversations/views.ts'
import { ticketStates } from '../tickets/lifecycle.ts'
import { urgencies } from '../tickets/urgency.ts'
import { complaintStates, complaintSteps } from './rules.ts'

export const planItem = z.strictObject({
  id,
  body: z.string(),
  owner: personRef,
  dueAt: instant,
  doneAt: instant.nullable(),
})
export const complaintView = z
  .strictObject({
    id,
    no: z.string(),
    state: z.enum(complaintStates),
    ticket: z.strictObject({
      id,
      no: z.string(),
      subject: z.string(),
      state: z.enum(ticketStates),
      urgency: z.enum(urgencies),
      orderNo: z.string().nullable(),
    }),
    customer: z.strictObject({ id, no: z.string(), name: z.string() }).nullable(),
    group: namedRef.nullable(),
    reason: z.string(),
    firstHandler: personRef,
    soothing: z.string(),
    soothedHow: z.enum(['message', 'call']).nullable(),
    soothedBy: personRef.nullable(),
    soothedAt: instant.nullable(),
    plan: z.array(planItem),
    customerFeedback: z.string(),
    compensation: z.strictObject({ amount: z.number(), note: z.string(), by: personRef }).nullable(),
    responsibleAgent: personRef.nullable(),
    rootCause: z.string(),
    retrainingCourse: z.string(),
    revisit: z
      .strictObject({
        id,
        state: z.enum(['open', 'done', 'unreachable', 'cancelled']),
        dueAt: instant,
        result: z.string(),
      })
      .nullable(),
    closedBy: personRef.nullable(),
    closedAt: instant.nullable(),
    createdAt: instant,
    may: z.strictObject({
      steps: z.array(z.enum(complaintSteps)),
      edit: z.boolean(),
      /** How much this reader may give; null = without limit. */
      compensate: z.number().nullable(),
    }),
  })
  .meta({ id: 'Complaint' })
export type ComplaintView = z.infer<typeof complaintView>

const changed = z.strictObject({ complaint: complaintView })

export const listComplaints = endpoint({
  method: 'GET',
  path: '/api/complaints',
  audience: 'staff',
  permission: 'complaints.view',
  summary: 'Complaints I may see, newest first (客诉处理跟踪表)',
  query: z.strictObject({
    state: z.enum([...complaintStates, 'open']).optional(),
    cursor: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  reply: z.strictObject({ items: z.array(complaintView), nextCursor: z.string().nullable() }),
})
export const complaintOfTicket = endpoint({
  method: 'GET',
  path: '/api/tickets/:id/complaint',
  audience: 'staff',
  permission: 'complaints.view',
  summary: 'The complaint that rides on a ticket; null when the ticket is none',
  params: byId,
  reply: z.strictObject({ complaint: complaintView.nullable() }),
})
const verb = (name: string, summary: string) =>
  ({
    method: 'POST',
    path: `/api/complaints/:id/${name}` as const,
    audience: 'staff',
    permission: 'complaints.work',
    summary,
    params: byId,
    reply: changed,
    errors: ['wrong_state'],
  }) as const

export const sootheComplaint = endpoint({
  ...verb('soothe', 'Apologise first: words sent to the customer as they stand, or the note of a call (R36)'),
  body: z.strictObject({ how: z.enum(['message', 'call']), words: text(4000, 1) }),
})
export const investigateComplaint = endpoint(verb('investigate', 'Begin to look into it'))
export const offerPlan = endpoint({
  ...verb('plan', 'Offer a plan: each item with its owner and deadline'),
  body: z.strictObject({
    items: z
      .array(z.strictObject({ body: line(500), ownerId: id, dueAt: instant }))
      .min(1)
      .max(20),
    /** Sent to the customer as it stands; absent when they hear it by phone. */
    tell: text(4000, 1).optional(),
  }),
  errors: ['wrong_state', 'invalid_input'],
})
export const answerPlan = endpoint({
  ...verb('answer', 'What the customer says to the plan'),
  body: z.strictObject({ accept: z.boolean(), feedback: text(4000, 1) }),
})
export const renegotiateComplaint = endpoint(verb('renegotiate', 'Talk again about a plan that was rejected'))
export const escalateOutside = endpoint({
  ...verb('escalate-outside', 'It goes to an authority or court: no more steps here'),
  permission: 'complaints.close',
  body: z.strictObject({ reason: line(500) }),
})
export const executePlan = endpoint(verb('execute', 'Carry the plan out'))
export const finishPlanItem = endpoint({
  ...verb('items/done', 'An item of the plan is done'),
  body: z.strictObject({ itemId: id }),
})
export const resolveComplaint = endpoint(verb('resolve', 'The plan is carried out: a revisit is owed (R47)'))
export const closeComplaint = endpoint({
  ...verb('close', 'After the revisit, and never by whom it is about'),
  permission: 'complaints.close',
  errors: ['wrong_state', 'not_allowed', 'record_incomplete'],
})
export const editComplaint = endpoint({
  method: 'PATCH',
  path: '/api/complaints/:id',
  audience: 'staff',
  permission: 'complaints.work',
  summary: 'Whom it is about, root cause, retraining, the customer’s words, compensation within one’s limit',
  params: byId,
  body: z.strictObject({
    responsibleAgentId: id.nullable().optional(),
    rootCause: text(2000).optional(),
    retrainingCourse: text(200).optional(),
    customerFeedback: text(4000).optional(),
    compensation: z
      .strictObject({ amount: z.number().min(0).max(9_999_999), note: text(500) })
      .nullable()
      .optional(),
  }),
  reply: changed,
  errors: ['not_allowed', 'wrong_state'],
})
