import type { Urgency } from '../tickets/urgency.ts'

/** 1 supervisor, 2 head of the department, 3 management (domain/model 2.2). */
export const levels = [1, 2, 3] as const
export type Level = (typeof levels)[number]

export const escalationStates = ['raised', 'acknowledged', 'acting', 'closed'] as const
export type EscalationState = (typeof escalationStates)[number]
export type EscalationStep = 'acknowledge' | 'act' | 'close'

// domain/model 2.3 "Escalation": raised -> acknowledged -> acting -> closed. Who closes has seen it, so closing skips nothing.
const table: Record<EscalationState, Partial<Record<EscalationStep, EscalationState>>> = {
  raised: { acknowledge: 'acknowledged' },
  acknowledged: { act: 'acting', close: 'closed' },
  acting: { act: 'acting', close: 'closed' },
  closed: {},
}

/** The state after a step, or null where there is no such step. */
export function nextEscalationState(state: EscalationState, step: EscalationStep): EscalationState | null {
  return table[state][step] ?? null
}

/** domain/model 2.3: unacknowledged for 15 min (critical 5), it goes to the next level. */
export function answerMinutes(urgency: Urgency): number {
  return urgency === 'critical' ? 5 : 15
}

/** The level above, or null at the top: management stays asked. */
export function levelAbove(level: Level): Level | null {
  return level === 3 ? null : ((level + 1) as Level)
}

/** SOP 000 四 (R44): what broke a limit is explained, with a plan to catch up, within 1 h. */
export const explanationMinutes = 60
