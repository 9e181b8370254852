import type { UrgencyRaiser } from '../../../domain/tickets/urgency.ts'
import type { TicketView } from '../../../domain/tickets/views.ts'

/** What the drawer asks, as its form holds it. */
export type Fields = {
  channel: TicketView['channel']
  customer?: { value: string; label: string } | null
  anonymousReason: string
  category: string[]
  subject: string
  descriptionCustomer: string
  descriptionVerified: string
  initialSuggestion: string
  demand: string
  raisers: UrgencyRaiser[]
  urgency: TicketView['urgency']
  urgencyReason: string
  orderNo: string
  product: string
  wantedBy: string
  departmentId?: string
  groupId?: string
  tags: string[]
  /** Fields of the industry by key. */
  custom?: Record<string, string | number | null | undefined>
  take: boolean
  withQuotes: boolean
}

export type Draft = { ticketId: string; fields: Partial<Fields> }

const keyOf = (staffId: string, conversationId: string | undefined) =>
  `shouwen.ticket-new.${staffId}.${conversationId ?? 'by-hand'}`

/** An unfinished ticket stays on this machine; its id goes with it, so that sending twice opens one ticket. */
export function keptDraft(staffId: string, conversationId?: string): Draft | null {
  try {
    return JSON.parse(localStorage.getItem(keyOf(staffId, conversationId)) ?? 'null') as Draft | null
  } catch {
    return null
  }
}

export function keepDraft(staffId: string, conversationId: string | undefined, draft: Draft): void {
  localStorage.setItem(keyOf(staffId, conversationId), JSON.stringify(draft))
}

export function forgetDraft(staffId: string, conversationId: string | undefined): void {
  localStorage.removeItem(keyOf(staffId, conversationId))
}
