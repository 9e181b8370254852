import type { TicketState } from './lifecycle.ts'

/** What the check of records 6.4 may find missing. */
export const completenessFields = [
  'customer',
  'category',
  'urgency',
  'process',
  'result',
  'feedback',
  'survey',
  'apology',
  'plan',
  'revisit',
  'who',
  'when',
  'what',
  'where',
  'why',
  'how',
] as const
export type CompletenessField = (typeof completenessFields)[number]

/** Everything the check looks at; the caller gathers it, the rule decides. */
export type TicketRecord = {
  state: TicketState
  customerId: string | null
  anonymousReason: string
  category: string
  urgency: string
  processNotes: number
  result: string
  feedbackNoteId: string | null
  surveyState: string
  /** Null when the ticket is no complaint. */
  complaint: { apologised: boolean; hasPlanWithOwner: boolean; revisited: boolean } | null
  occurredAt: Date | null
  descriptionCustomer: string
  channel: string
  orderNo: string | null
  product: string
  store: string
  pageUrl: string
  cause: string
  causeUnknownReason: string
  initialSuggestion: string
  solution: string
}

const says = (text: string | null): boolean => text !== null && text.trim() !== ''

/**
 * R41 and records 6.4: what is missing before a ticket may be archived, without the one field a supervisor waived.
 * Empty = complete. The six of 5W1H: the customer or why nobody is named; when it happened; what; where (a channel, a place
 * or an order); why, or why that is unknown; how it was handled.
 */
export function missingFields(record: TicketRecord, waived: CompletenessField | null): CompletenessField[] {
  const isKnown = record.customerId !== null || says(record.anonymousReason)
  const { complaint } = record
  const present: Record<CompletenessField, boolean> = {
    customer: isKnown,
    category: says(record.category),
    urgency: says(record.urgency),
    process: record.processNotes >= 1,
    result: says(record.result),
    feedback: record.feedbackNoteId !== null,
    survey: record.surveyState !== 'none',
    apology: complaint === null || complaint.apologised,
    plan: complaint === null || complaint.hasPlanWithOwner,
    revisit: complaint === null || complaint.revisited,
    who: isKnown,
    when: record.occurredAt !== null,
    what: says(record.descriptionCustomer),
    where: [record.channel, record.orderNo, record.product, record.store, record.pageUrl].some(says),
    why: says(record.cause) || says(record.causeUnknownReason),
    how: says(record.solution) || says(record.initialSuggestion),
  }
  return completenessFields.filter((field) => !present[field] && field !== waived)
}
