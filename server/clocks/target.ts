import type { Calendar } from '../../domain/clocks/calendar.ts'
import { calendarOf } from '../../domain/clocks/calendars.ts'
import type { ClockReason } from '../../domain/clocks/contract.ts'
import type { ServiceKind } from '../../domain/clocks/kinds.ts'
import { countsPlainTime, policyFor, remindersOf, type ServiceFacts } from '../../domain/clocks/policies.ts'
import type { ServiceLevels } from './levels.ts'

export type Target = {
  targetMs: number
  calendar: Calendar | null
  percents: readonly number[]
  why: ClockReason
}

/** How long something may take, and why; null when the centre sets no limit. */
export function targetFor(levels: ServiceLevels, kind: ServiceKind, facts: ServiceFacts): Target | null {
  const policy = policyFor(levels.policies, kind, facts)
  if (!policy) return null
  const { id, targetMinutes, urgency, category, channel, customerLevel, groupId } = policy
  const kept = policy.calendarId ? levels.calendars.get(policy.calendarId) : undefined
  const plain = countsPlainTime(kind, facts.urgency)
  const calendar = plain ? undefined : kept
  return {
    targetMs: targetMinutes * 60_000,
    calendar: calendar ? calendarOf(calendar) : null,
    percents: policy.reminders ?? remindersOf[facts.urgency],
    why: {
      policyId: id,
      conditions: { urgency, category, channel, customerLevel, groupId },
      targetMinutes,
      urgency: facts.urgency,
      calendar: calendar ? { id: calendar.id, name: calendar.name } : null,
      time: calendar ? 'business' : kept ? 'urgent_response' : 'plain',
    },
  }
}
