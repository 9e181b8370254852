import { instantOf, localDayOf } from './zone.ts'

/** "HH:MM" to "HH:MM", end exclusive; an end at or before its start is on the next day; "24:00" is midnight. */
export type Interval = readonly [opens: string, closes: string]
export type Weekday = '1' | '2' | '3' | '4' | '5' | '6' | '7'

/** Business hours (metrics 3.3). Days are `yyyy-mm-dd` in the calendar's zone; an interval belongs to the day it begins on. */
export type Calendar = {
  timeZone: string
  /** Per ISO weekday; an absent or empty list is a closed day. */
  week: { readonly [day in Weekday]?: readonly Interval[] }
  /** Closed whatever the weekday. */
  holidays: readonly string[]
  /** 调休: open although a rest day, with the hours of the week's first working day; stronger than a holiday. */
  makeUpDays: readonly string[]
}

/** In ms since 1970. */
export type OpenWindow = { opens: number; closes: number }

const minuteMs = 60_000
const dayMs = 86_400_000
// Longer than the longest list of holidays a calendar can carry: beyond it the calendar never opens.
const horizonDays = 1000

/** The instant `minutes` of open time after `start`; null when the calendar never opens. Closing time itself is in time. */
export function dueAt(calendar: Calendar, start: Date, minutes: number): Date | null {
  let left = minutes * minuteMs
  for (const { opens, closes } of openWindows(calendar, start)) {
    if (closes - opens >= left) return new Date(opens + left)
    left -= closes - opens
  }
  return null
}

/** Open minutes between two instants, 0 when `to` is not after `from`. */
export function elapsedMinutes(calendar: Calendar, from: Date, to: Date): number {
  let sum = 0
  for (const { opens, closes } of openWindows(calendar, from)) {
    if (opens >= to.getTime()) break
    sum += Math.min(closes, to.getTime()) - opens
  }
  return sum / minuteMs
}

export function isOpenAt(calendar: Calendar, at: Date): boolean {
  return nextOpening(calendar, at)?.getTime() === at.getTime()
}

/** `at` itself when it is open then, otherwise the next instant that is; null when the calendar never opens. */
export function nextOpening(calendar: Calendar, at: Date): Date | null {
  for (const { opens } of openWindows(calendar, at)) return new Date(opens)
  return null
}

/** What is open from `start` on, in order and without overlap; the first window is cut at `start`. */
export function* openWindows(calendar: Calendar, start: Date): Generator<OpenWindow> {
  let cursor = start.getTime()
  let day = localDayOf(calendar.timeZone, start) - dayMs // yesterday's last window may reach past midnight
  for (let closedDays = 0; closedDays < horizonDays; closedDays++, day += dayMs) {
    for (const { opens, closes } of windowsOf(calendar, day)) {
      if (closes <= cursor) continue
      yield { opens: Math.max(opens, cursor), closes }
      cursor = closes
      closedDays = 0
    }
  }
}

/** What is open on a day (its midnight as if it were UTC), windows that begin on it. */
export function windowsOf(calendar: Calendar, day: number): OpenWindow[] {
  return intervalsOf(calendar, day)
    .map(([opens, closes]) => {
      const [from, until] = [minuteOf(opens), minuteOf(closes)]
      const nextDay = until <= from ? 1440 : 0
      return {
        opens: instantOf(calendar.timeZone, day + from * minuteMs),
        closes: instantOf(calendar.timeZone, day + (until + nextDay) * minuteMs),
      }
    })
    .sort((a, b) => a.opens - b.opens)
}

const weekdays = ['1', '2', '3', '4', '5', '6', '7'] as const

function intervalsOf(calendar: Calendar, day: number): readonly Interval[] {
  const date = new Date(day).toISOString().slice(0, 10)
  const own = calendar.week[weekdays[(new Date(day).getUTCDay() + 6) % 7] ?? '1'] ?? []
  if (calendar.makeUpDays.includes(date)) {
    const working = weekdays.find((weekday) => (calendar.week[weekday] ?? []).length > 0)
    return own.length > 0 || !working ? own : (calendar.week[working] ?? [])
  }
  return calendar.holidays.includes(date) ? [] : own
}

/** "09:30" -> 570. */
export function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
}
