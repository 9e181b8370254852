/** A shift by the wall clock of the centre, `HH:MM`; `until` at or before `from` is on the next day. */
export type Times = { from: string; until: string }
export type WeekdayTimes = Times & { weekday: number }

const dayMinutes = 24 * 60
/** Labour law aside, nobody can be on duty longer; it also keeps a shift within two days. */
export const longestMinutes = 16 * 60

const minutesOf = (wall: string) => Number(wall.slice(0, 2)) * 60 + Number(wall.slice(3))

type Span = { start: number; end: number }

function spanOf({ from, until }: Times, day = 0): Span {
  const [start, end] = [minutesOf(from), minutesOf(until)]
  const shifted = day * dayMinutes
  return { start: shifted + start, end: shifted + (end <= start ? end + dayMinutes : end) }
}

export function lengthMinutes(times: Times): number {
  const { start, end } = spanOf(times)
  return end - start
}

export const isTooLong = (times: Times) => lengthMinutes(times) > longestMinutes

function overlap(spans: readonly Span[]): boolean {
  const sorted = spans.toSorted((a, b) => a.start - b.start)
  return sorted.some((span, index) => span.end > (sorted[index + 1]?.start ?? Number.POSITIVE_INFINITY))
}

/** Whether anybody would be in two shifts at once; `days` are consecutive days with their times. */
export function daysOverlap(days: readonly (readonly Times[])[]): boolean {
  return overlap(days.flatMap((times, day) => times.map((one) => spanOf(one, day))))
}

/** The same for a pattern, whose Sunday night is followed by its Monday. */
export function patternOverlaps(pattern: readonly WeekdayTimes[]): boolean {
  const week = Array.from({ length: 8 }, (_, day) => pattern.filter(({ weekday }) => weekday === (day % 7) + 1))
  return daysOverlap(week)
}

/** Monday of the week in which a day (YYYY-MM-DD) lies. */
export function mondayOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`)
  return addDays(day, -((date.getUTCDay() + 6) % 7))
}

export function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

/** 1 Monday to 7 Sunday. */
export const weekdayOf = (day: string) => ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1
