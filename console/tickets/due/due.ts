import { remindersOf } from '../../../domain/clocks/policies.ts'
import type { Urgency } from '../../../domain/tickets/urgency.ts'

export type DueTone = 'normal' | 'due' | 'breached'
export type Length = { unit: 'days' | 'hours' | 'minutes' | 'seconds'; big: number; small: number }

/** The last reminder before a breach: 80, 75 and 66 % of the limit. */
const lastReminderPercent = (urgency: Urgency): number => remindersOf[urgency].at(-1) ?? 100
/** Where only the due time is known: what the last reminder leaves of 24 h, 2 h and 30 min. */
const soonSeconds: Record<Urgency, number> = { normal: 17_280, urgent: 1800, critical: 600 }

type Limit = { dueAt: string; urgency: Urgency; startedAt?: string }

/** Ink while there is time, amber from the last reminder on, red when passed. The due instant itself is still in time. */
export function dueTone({ dueAt, urgency, startedAt }: Limit, now: number): DueTone {
  const due = Date.parse(dueAt)
  if (now > due) return 'breached'
  const left = due - now
  const soon = startedAt
    ? ((due - Date.parse(startedAt)) * (100 - lastReminderPercent(urgency))) / 100
    : soonSeconds[urgency] * 1000
  return left <= soon ? 'due' : 'normal'
}

/** The two largest units that say how long it is: days and hours, hours and minutes, minutes, seconds. */
export function lengthOf(ms: number): Length {
  const seconds = Math.floor(Math.abs(ms) / 1000)
  if (seconds >= 86_400)
    return { unit: 'days', big: Math.floor(seconds / 86_400), small: Math.floor((seconds % 86_400) / 3600) }
  if (seconds >= 3600)
    return { unit: 'hours', big: Math.floor(seconds / 3600), small: Math.floor((seconds % 3600) / 60) }
  return seconds >= 60
    ? { unit: 'minutes', big: Math.floor(seconds / 60), small: seconds % 60 }
    : { unit: 'seconds', big: seconds, small: 0 }
}
