/**
 * Timed rules. The first group are service clocks (domain/model 2.3 "SLA clock"); the second are plain timers that
 * start something. Both are rows with a due time, kept by the same keeper.
 */
export const clockKinds = [
  'auto_welcome',
  'agent_greet',
  'turn_response',
  'offer',
  'customer_idle',
  'customer_idle_close',
  'agent_grace',
  'queue_limit',
  'wrap_up',
] as const
export type ClockKind = (typeof clockKinds)[number]

/** running -> paused <-> running -> met | breached | cancelled; breached -> met_late when the stop comes (domain/model 2.3). */
export const clockStates = ['running', 'paused', 'met', 'breached', 'met_late', 'cancelled'] as const

/** Seconds from start to due. SOP 000 二(一): welcome 10 s, greeting 30 s; turn response 60 s and idle 10 min: model 2.3 (default). */
export const clockSeconds: Record<ClockKind, number> = {
  auto_welcome: 10,
  agent_greet: 30,
  turn_response: 60,
  offer: 20,
  customer_idle: 600,
  customer_idle_close: 120,
  agent_grace: 60,
  queue_limit: 1800,
  wrap_up: 180,
}

/** Stopping at the due instant is still in time (domain/model 2.3: boundary inclusive). */
export function isInTime(stoppedAt: Date, dueAt: Date): boolean {
  return stoppedAt.getTime() <= dueAt.getTime()
}
