import type { ConversationView } from '../../domain/conversations/views.ts'

export type Clock = ConversationView['clocks'][number]

// Timers that start something are the system's business; these are promises to the customer or the agent's next step.
const shown: readonly Clock['kind'][] = [
  'agent_greet',
  'turn_response',
  'queue_limit',
  'customer_idle',
  'customer_idle_close',
  'wrap_up',
]

/** The running limit that ends first; one that has been missed stays until it is met. */
export function nextClock(view: ConversationView): Clock | null {
  return runningClocks(view)[0] ?? null
}

export function runningClocks(view: ConversationView): Clock[] {
  return view.clocks
    .filter((clock) => shown.includes(clock.kind) && (clock.state === 'running' || clock.state === 'breached'))
    .toSorted((one, other) => Date.parse(one.dueAt) - Date.parse(other.dueAt))
}
