import { z } from 'zod'
import { type Interval, minuteOf } from '../clocks/calendar.ts'
import { isTimeZone } from '../clocks/zone.ts'

export const timeZone = z.string().max(60).refine(isTimeZone)

const opens = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const closes = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/)
const day = z
  .array(z.tuple([opens, closes]))
  .max(6)
  .default([])

const week = z
  .strictObject({ 1: day, 2: day, 3: day, 4: day, 5: day, 6: day, 7: day })
  .refine((days) => !overlaps(days))

/** When people answer: the calendar of metrics 3.3 as it is kept and edited. */
export const openingHours = z.strictObject({
  timeZone,
  /** Intervals per ISO weekday 1-7, "HH:MM", end exclusive, may cross midnight; empty list = closed. */
  week,
  holidays: z.array(z.iso.date()).max(400),
  makeUpDays: z.array(z.iso.date()).max(100),
})
export type OpeningHours = z.infer<typeof openingHours>

const weekMinutes = 7 * 1440

/** Whether any two intervals of the week share a minute, those across midnight and across Sunday included. */
export function overlaps(days: Readonly<Record<string, readonly Interval[]>>): boolean {
  const spans = Object.entries(days)
    .flatMap(([weekday, intervals]) => intervals.map((interval) => spanOf((Number(weekday) - 1) * 1440, interval)))
    .sort((a, b) => a.from - b.from)
  const first = spans[0]
  const round = first ? [...spans, { from: first.from + weekMinutes, until: first.until + weekMinutes }] : []
  return round.some((span, index) => index > 0 && span.from < (round[index - 1]?.until ?? 0))
}

function spanOf(dayStart: number, [from, until]: Interval) {
  const [begins, ends] = [minuteOf(from), minuteOf(until)]
  return { from: dayStart + begins, until: dayStart + ends + (ends <= begins ? 1440 : 0) }
}
