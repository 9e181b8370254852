/** Plain timers of a conversation: seconds, no calendar, no pause. */
export const timerKinds = [
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

/** Clocks whose target a policy gives (domain/model 2.3 "SLA clock"). */
export const serviceKinds = [
  'first_response',
  'resolution',
  'department_node',
  'overdue_explanation',
  'escalation_ack',
  'low_score_callback',
  'complaint_statutory',
  'complaint_revisit',
  'ticket_waiting_reminder',
  'ticket_waiting_end',
  'ticket_auto_close',
  'ticket_archive',
] as const
export type ServiceKind = (typeof serviceKinds)[number]

/** Clocks that end when somebody said: a commitment, the end of a shift. */
export const agreedKinds = ['commitment', 'shift_check'] as const

/** Timed rules, the closed list. All are rows with a due time, kept by the same keeper. */
export const clockKinds = [...timerKinds, ...serviceKinds, ...agreedKinds] as const
export type ClockKind = (typeof clockKinds)[number]

/** running -> paused <-> running -> met | breached | cancelled; breached -> met_late when the stop comes (domain/model 2.3). */
export const clockStates = ['running', 'paused', 'met', 'breached', 'met_late', 'cancelled'] as const
export type ClockState = (typeof clockStates)[number]

const minute = 60
const hour = 60 * minute
const day = 24 * hour

/**
 * Seconds from start to due where neither caller nor policy says otherwise. SOP 000 二(一): welcome 10 s, greeting 30 s; SOP
 * 000 and 003 二(三): normal 24 h; explanation 1 h and call-back 2 h: SOP 000; the rest: model 2.3 and 2.4 (defaults).
 */
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
  first_response: day,
  resolution: day,
  department_node: day,
  overdue_explanation: hour,
  escalation_ack: 15 * minute,
  low_score_callback: 2 * hour,
  complaint_statutory: 15 * day,
  complaint_revisit: day,
  ticket_waiting_reminder: day,
  ticket_waiting_end: 3 * day,
  ticket_auto_close: 3 * day,
  ticket_archive: 7 * day,
  commitment: day,
  shift_check: 30 * minute,
}

/** Stopping at the due instant is still in time (domain/model 2.3: boundary inclusive). */
export function isInTime(stoppedAt: Date, dueAt: Date): boolean {
  return stoppedAt.getTime() <= dueAt.getTime()
}
