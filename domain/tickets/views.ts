import { z } from 'zod'
import { serviceClockView } from '../clocks/contract.ts'
import { clockKinds } from '../clocks/kinds.ts'
import { id, instant, localeCode } from '../contract.ts'
import { attachmentView, namedRef, personRef } from '../conversations/views.ts'
import { completenessFields } from './completeness.ts'
import { ticketStates } from './lifecycle.ts'
import { urgencies, urgencyRaisers } from './urgency.ts'

export const natures = ['consult', 'complaint', 'request', 'suggestion'] as const
export const stages = ['presales', 'aftersales', 'complaint', 'info_change', 'proactive'] as const
export const sentiments = ['normal', 'anxious', 'dissatisfied', 'agitated'] as const
/** Where it came in (classification.json `channels`). */
export const ticketChannels = [
  'web_chat',
  'app',
  'mini_program',
  'official_account',
  'social_dm',
  'social_public',
  'phone',
  'video',
  'email',
  'form',
  'sms',
  'store',
] as const
/** C14: how the customer wants to hear of it. */
export const preferredChannels = ['chat', 'phone', 'app_push', 'sms', 'email'] as const

export const noteKinds = [
  'process',
  'internal',
  'shift_update',
  'supplement',
  'overdue_explanation',
  'reply',
  'customer',
  'result',
  'department',
] as const
export type NoteKind = (typeof noteKinds)[number]

const customerRef = z.strictObject({ id, no: z.string(), name: z.string(), level: z.string() })

/** One line of a list. */
export const ticketRow = z
  .strictObject({
    id,
    no: z.string(),
    revision: z.number().int(),
    state: z.enum(ticketStates),
    escalated: z.boolean(),
    subject: z.string(),
    nature: z.enum(natures),
    category: z.string(),
    stage: z.enum(stages),
    urgency: z.enum(urgencies),
    channel: z.enum(ticketChannels),
    customer: customerRef.nullable(),
    orderNo: z.string().nullable(),
    group: namedRef.nullable(),
    department: namedRef.nullable(),
    assignee: personRef.nullable(),
    firstResponsible: personRef,
    tags: z.array(z.string()),
    reopenedCount: z.number().int(),
    /** The nearest open limit; null when none runs. */
    nextDue: z.strictObject({ kind: z.enum(clockKinds), at: instant }).nullable(),
    wantedBy: instant.nullable(),
    createdAt: instant,
    resolvedAt: instant.nullable(),
    closedAt: instant.nullable(),
    lastActivityAt: instant,
  })
  .meta({ id: 'TicketRow' })
export type TicketRow = z.infer<typeof ticketRow>

export const nodeView = z.strictObject({
  id,
  department: namedRef,
  request: z.string(),
  state: z.enum(['open', 'returned', 'overdue', 'recalled']),
  sentBy: personRef,
  sentAt: instant,
  dueAt: instant,
  takenBy: personRef.nullable(),
  takenAt: instant.nullable(),
  returnedBy: personRef.nullable(),
  returnedAt: instant.nullable(),
  result: z.string(),
})
export type NodeView = z.infer<typeof nodeView>

export const checkView = z.strictObject({
  id,
  body: z.string(),
  doneAt: instant.nullable(),
  doneBy: personRef.nullable(),
})

/** The whole ticket as its page shows it. */
export const ticketView = ticketRow
  .extend({
    locale: localeCode,
    urgencyRaisers: z.array(z.enum(urgencyRaisers)),
    urgencyReason: z.string(),
    sentiment: z.enum(sentiments),
    anonymousReason: z.string(),
    preferredChannel: z.enum(preferredChannels).nullable(),
    conversationId: id.nullable(),
    product: z.string(),
    store: z.string(),
    pageUrl: z.string(),
    descriptionCustomer: z.string(),
    descriptionVerified: z.string(),
    initialSuggestion: z.string(),
    demand: z.string(),
    peopleInvolved: z.string(),
    occurredAt: instant.nullable(),
    occurredRoughly: z.boolean(),
    cause: z.string(),
    causeUnknownReason: z.string(),
    createdBy: personRef.nullable(),
    result: z.string(),
    solution: z.string(),
    customerNotes: z.string(),
    feedbackNoteId: id.nullable(),
    surveyState: z.enum(['none', 'invited', 'answered', 'skipped']),
    /** When the customer heard number, department and limit; null: somebody has to tell them. */
    toldAt: instant.nullable(),
    waitingSteps: z.string(),
    waitingUntil: instant.nullable(),
    parentId: id.nullable(),
    duplicateOf: id.nullable(),
    closeReason: z.string().nullable(),
    fields: z.record(z.string(), z.union([z.string(), z.number()])),
    assignedAt: instant.nullable(),
    acceptedAt: instant.nullable(),
    firstReplyAt: instant.nullable(),
    archivedAt: instant.nullable(),
    /** Every limit that runs or ran, oldest first, each with its reason. */
    limits: z.array(serviceClockView),
    nodes: z.array(nodeView),
    checks: z.array(checkView),
    links: z.array(
      z.strictObject({
        id,
        no: z.string(),
        subject: z.string(),
        state: z.enum(ticketStates),
        kind: z.enum(['related', 'split', 'merged', 'follow_up', 'parent', 'child']),
      }),
    ),
    quotes: z.array(
      z.strictObject({
        conversationId: id,
        seq: z.number().int(),
        sender: z.enum(['customer', 'agent', 'system']),
        body: z.string(),
        at: instant,
      }),
    ),
    attachments: z.array(attachmentView),
    handover: z.strictObject({ id, from: personRef, to: personRef, reason: z.string(), askedAt: instant }).nullable(),
    waiver: z
      .strictObject({ field: z.enum(completenessFields), reason: z.string(), by: personRef, at: instant })
      .nullable(),
    /** What the archive still waits for (records 6.4). */
    missing: z.array(z.enum(completenessFields)),
    /** What this reader may do now: the page shows these and nothing else. */
    may: z.strictObject({
      take: z.boolean(),
      work: z.boolean(),
      note: z.boolean(),
      answer: z.boolean(),
      reassign: z.boolean(),
      oversee: z.boolean(),
    }),
  })
  .meta({ id: 'Ticket' })
export type TicketView = z.infer<typeof ticketView>

/** One entry of the timeline: a step of the log or something written, oldest first. */
export const timelineEntry = z
  .strictObject({
    id: z.string(),
    at: instant,
    actor: z.strictObject({
      type: z.enum(['staff', 'customer', 'system']),
      name: z.string(),
      staffNo: z.string().nullable(),
    }),
    /** `ticket.assigned`, `clock.retargeted` …; `note` for something written. */
    kind: z.string(),
    note: z.strictObject({ kind: z.enum(noteKinds), body: z.string(), toldBy: z.string().nullable() }).nullable(),
    from: z.string().nullable(),
    to: z.string().nullable(),
    reason: z.string().nullable(),
    /** Names and numbers for the sentence of this kind. */
    params: z.record(z.string(), z.union([z.string(), z.number()])),
  })
  .meta({ id: 'TimelineEntry' })
export type TimelineEntry = z.infer<typeof timelineEntry>
