/** Ticket states of domain/model 2.3. `archived`, `merged` and `cancelled` are final. */
export const ticketStates = [
  'new',
  'assigned',
  'in_progress',
  'waiting_customer',
  'waiting_department',
  'resolved',
  'closed',
  'archived',
  'merged',
  'cancelled',
] as const
export type TicketState = (typeof ticketStates)[number]

export const ticketEvents = [
  'assign',
  'accept',
  'reply',
  'ask_customer',
  'customer_answered',
  'customer_silent',
  'send_to_department',
  'department_returned',
  'department_overdue',
  'resolve',
  'confirm',
  'auto_close',
  'dispute',
  'archive',
  'reopen',
  'merge',
  'cancel',
] as const
export type TicketEvent = (typeof ticketEvents)[number]

type Steps = Partial<Record<TicketEvent, TicketState>>

const ends: Steps = { merge: 'merged', cancel: 'cancelled' }

// domain/model 2.3 "Ticket". Escalation is a flag and a hand-over moves only who answers: neither is a step.
const table: Record<TicketState, Steps> = {
  new: { ...ends, assign: 'assigned', accept: 'in_progress', reply: 'in_progress' },
  assigned: { ...ends, assign: 'assigned', accept: 'in_progress', reply: 'in_progress' },
  in_progress: {
    ...ends,
    assign: 'assigned',
    reply: 'in_progress',
    ask_customer: 'waiting_customer',
    send_to_department: 'waiting_department',
    resolve: 'resolved',
  },
  waiting_customer: {
    ...ends,
    assign: 'waiting_customer',
    reply: 'waiting_customer',
    ask_customer: 'waiting_customer',
    customer_answered: 'in_progress',
    customer_silent: 'resolved',
    resolve: 'resolved',
  },
  waiting_department: {
    ...ends,
    assign: 'waiting_department',
    reply: 'waiting_department',
    send_to_department: 'waiting_department',
    department_returned: 'in_progress',
    department_overdue: 'in_progress',
  },
  resolved: { confirm: 'closed', auto_close: 'closed', dispute: 'in_progress' },
  closed: { archive: 'archived', reopen: 'in_progress' },
  archived: {},
  merged: {},
  cancelled: {},
}

/** The state after `event`, or null where the machine of domain/model 2.3 has no such step. */
export function nextTicketState(state: TicketState, event: TicketEvent): TicketState | null {
  return table[state][event] ?? null
}

/** Somebody still owes work on it. */
export const openTicketStates: readonly TicketState[] = [
  'new',
  'assigned',
  'in_progress',
  'waiting_customer',
  'waiting_department',
]
export const isOpenTicket = (state: TicketState): boolean => openTicketStates.includes(state)

/** Nothing of it changes any more. */
export const isFinal = (state: TicketState): boolean =>
  state === 'archived' || state === 'merged' || state === 'cancelled'

const hours = (count: number) => count * 3_600_000

/** domain/model 2.3: asked for something, the customer is reminded after 24 h; after 72 h the ticket is resolved as unanswered. */
export const customerReminderHours = 24
export const customerDeadlineHours = 72
/** domain/model 2.3: silent for 72 h after the result, the customer is taken to agree. */
export const autoCloseHours = 72
/** domain/model 2.3: archived 7 days after closing; until then a customer may come back to it. */
export const archiveDays = 7

export function canReopenTicket(closedAt: Date | null, now: Date): boolean {
  return closedAt !== null && now.getTime() - closedAt.getTime() <= hours(archiveDays * 24)
}

/** domain/model 2.3: from the second dispute or re-opening on, the ticket is at least urgent. */
export const urgentFromReopening = 2
