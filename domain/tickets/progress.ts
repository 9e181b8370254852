import type { progressStates } from './customer-contract.ts'
import { canReopenTicket, nextTicketState, type TicketState } from './lifecycle.ts'

export type Progress = (typeof progressStates)[number]

/** The customer's five words for the ten states of domain/model 2.3; merged and cancelled ones are not shown. */
export function progressOf(state: TicketState): Progress | null {
  switch (state) {
    case 'new':
    case 'assigned':
      return 'received'
    case 'in_progress':
    case 'waiting_department':
      return 'working'
    case 'waiting_customer':
      return 'waiting_for_you'
    case 'resolved':
      return 'answered'
    case 'closed':
    case 'archived':
      return 'closed'
    default:
      return null
  }
}

/** What the customer may do: add words while work goes on, agree or not once there is a result, come back within 7 days. */
export function customerMay(state: TicketState, closedAt: Date | null, now: Date) {
  const isOpen = progressOf(state) !== null && state !== 'closed' && state !== 'archived'
  return {
    answer: isOpen,
    confirm: nextTicketState(state, 'confirm') !== null,
    dispute: nextTicketState(state, 'dispute') !== null || (state === 'closed' && canReopenTicket(closedAt, now)),
  }
}
