import type { Holiday } from '../../../domain/clocks/calendars.ts'

export type HolidaySpan = { name: string; from: string; until: string }

const dayMs = 86_400_000
const dayAfter = (date: string) => new Date(Date.parse(date) + dayMs).toISOString().slice(0, 10)

/** Days of one name that follow one another, as one span. */
export function holidaySpans(holidays: readonly Holiday[]): HolidaySpan[] {
  const spans: HolidaySpan[] = []
  for (const { date, name } of holidays.toSorted((a, b) => a.date.localeCompare(b.date))) {
    const last = spans.at(-1)
    if (last && last.name === name && dayAfter(last.until) === date) last.until = date
    else spans.push({ name, from: date, until: date })
  }
  return spans
}

/** A day has one name: the newest. */
export function withHolidays(holidays: readonly Holiday[], name: string, days: readonly string[]): Holiday[] {
  return [...holidays.filter(({ date }) => !days.includes(date)), ...days.map((date) => ({ date, name }))].sort(
    (a, b) => a.date.localeCompare(b.date),
  )
}
