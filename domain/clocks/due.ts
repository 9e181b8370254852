import { type Calendar, type OpenWindow, openWindows } from './calendar.ts'

/** Milliseconds since 1970, as they are stored. */
export type Pause = readonly [from: number, until: number]

/** All that a due time follows from; nothing is added up on the way, so that it can be explained and checked. */
export type Timing = {
  startedAt: Date
  targetMs: number
  /** Null = plain time. */
  calendar: Calendar | null
  /** In order, without overlap. */
  pauses: readonly Pause[]
}

const minuteMs = 60_000

/** due = start + target on the calendar + paused time (domain/model 2.3). A calendar that never opens counts as plain time. */
export function dueOf(timing: Timing): Date {
  let left = timing.targetMs
  for (const { opens, closes } of runs(timing)) {
    if (closes - opens >= left) return new Date(opens + left)
    left -= closes - opens
  }
  return dueOf({ ...timing, calendar: null })
}

/** Time that has counted until `at`, in ms: open hours of the calendar, pauses left out. */
export function countedMs(timing: Timing, at: Date): number {
  let sum = 0
  for (const { opens, closes } of runs(timing)) {
    if (opens >= at.getTime()) break
    sum += Math.min(closes, at.getTime()) - opens
  }
  return sum
}

export type Reminder = { at: Date; percent: number }

/** When the shares of the target are gone, in order; 100 is the due time itself and no reminder. */
export function remindersAt(timing: Timing, percents: readonly number[]): Reminder[] {
  return [...new Set(percents)]
    .filter((percent) => percent > 0 && percent < 100)
    .sort((a, b) => a - b)
    .map((percent) => ({ percent, at: dueOf({ ...timing, targetMs: (timing.targetMs * percent) / 100 }) }))
}

/** Reminders so many minutes before an agreed time; what lies before the start is left out. */
export function remindersBefore(startedAt: Date, dueAt: Date, minutes: readonly number[]): Reminder[] {
  const whole = dueAt.getTime() - startedAt.getTime()
  return [...new Set(minutes)]
    .sort((a, b) => b - a)
    .map((before) => whole - before * minuteMs)
    .filter((ms) => ms > 0 && ms < whole)
    .map((ms) => ({ at: new Date(startedAt.getTime() + ms), percent: Math.min(99, Math.round((ms / whole) * 100)) }))
}

/** Open windows with the pauses cut out. */
function* runs({ startedAt, calendar, pauses }: Timing): Generator<OpenWindow> {
  for (const window of calendar ? openWindows(calendar, startedAt) : always(startedAt)) {
    let from = window.opens
    for (const [begins, ends] of pauses) {
      if (ends <= from || begins >= window.closes) continue
      if (begins > from) yield { opens: from, closes: begins }
      from = ends
    }
    if (from < window.closes) yield { opens: from, closes: window.closes }
  }
}

const always = (startedAt: Date): OpenWindow[] => [{ opens: startedAt.getTime(), closes: Number.POSITIVE_INFINITY }]
