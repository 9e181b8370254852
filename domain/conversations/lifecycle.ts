/** Conversation states of domain/model 2.3 ("bot" joins when a bot exists). */
export const conversationStates = ['queued', 'active', 'waiting', 'wrap_up', 'closed', 'abandoned'] as const
export type ConversationState = (typeof conversationStates)[number]

export type ConversationEvent =
  | 'accept'
  | 'agent_message'
  | 'customer_message'
  | 'wait_customer'
  | 'transfer'
  | 'requeue'
  | 'take_over'
  | 'end'
  | 'save_record'
  | 'abandon'
  | 'reopen'

// domain/model 2.3. `reopen` goes to the same agent when online, else back to the queue: the action decides, both are legal.
const table: Record<ConversationState, Partial<Record<ConversationEvent, ConversationState>>> = {
  queued: {
    accept: 'active',
    take_over: 'active',
    customer_message: 'queued',
    transfer: 'queued',
    end: 'wrap_up',
    abandon: 'abandoned',
  },
  active: {
    agent_message: 'active',
    customer_message: 'active',
    wait_customer: 'waiting',
    transfer: 'queued',
    requeue: 'queued',
    take_over: 'active',
    end: 'wrap_up',
  },
  waiting: {
    agent_message: 'active',
    customer_message: 'active',
    transfer: 'queued',
    requeue: 'queued',
    take_over: 'active',
    end: 'wrap_up',
  },
  wrap_up: { save_record: 'closed', customer_message: 'active', reopen: 'active' },
  closed: { customer_message: 'active', reopen: 'active' },
  abandoned: { customer_message: 'queued', reopen: 'queued' },
}

/** The state after `event`, or null where the SOP's machine has no such step. */
export function nextState(state: ConversationState, event: ConversationEvent): ConversationState | null {
  return table[state][event] ?? null
}

export const openStates: readonly ConversationState[] = ['queued', 'active', 'waiting']
export function isOpen(state: ConversationState): boolean {
  return openStates.includes(state)
}

/** domain/model 2.3: a customer's message within 24 h re-opens a closed conversation; later it starts a linked one. */
export const reopenHours = 24
export function canReopen(endedAt: Date | null, now: Date): boolean {
  return endedAt !== null && now.getTime() - endedAt.getTime() <= reopenHours * 3_600_000
}

/** A message may be taken back for 2 minutes. */
export const recallSeconds = 120
export function canRecall(sentAt: Date, now: Date): boolean {
  return now.getTime() - sentAt.getTime() <= recallSeconds * 1000
}
