import { type OpenWindow, windowsOf } from './calendar.ts'
import { calendarOf, type WorkCalendar } from './calendars.ts'
import type { DueStep } from './contract.ts'
import { localDayOf } from './zone.ts'

const dayMs = 86_400_000
/** More days than anybody reads. */
const shownAtEachEnd = 20

/** Why something is due when it is, day by day: the hours that counted, and the days that did not. */
export function explainDue(
  calendar: WorkCalendar,
  startedAt: Date,
  dueAt: Date,
): { steps: DueStep[]; isShortened: boolean } {
  const first = localDayOf(calendar.timeZone, startedAt)
  const last = localDayOf(calendar.timeZone, dueAt)
  const steps: DueStep[] = []
  // Yesterday's last hours may reach past midnight.
  for (let day = first - dayMs; day <= last; day += dayMs) {
    const open = openOn(calendar, day, { opens: startedAt.getTime(), closes: dueAt.getTime() })
    steps.push(...open)
    if (open.length === 0 && day >= first) steps.push(...closedOn(calendar, day))
  }
  const isShortened = steps.length > 2 * shownAtEachEnd
  return {
    steps: isShortened ? [...steps.slice(0, shownAtEachEnd), ...steps.slice(-shownAtEachEnd)] : steps,
    isShortened,
  }
}

const dateOf = (day: number) => new Date(day).toISOString().slice(0, 10)

function openOn(calendar: WorkCalendar, day: number, between: OpenWindow): DueStep[] {
  const date = dateOf(day)
  const makeUp = calendar.makeUpDays.includes(date)
  return windowsOf(calendarOf(calendar), day)
    .map(({ opens, closes }) => ({
      opens: Math.max(opens, between.opens),
      closes: Math.min(closes, between.closes),
    }))
    .filter(({ opens, closes }) => closes > opens)
    .map(({ opens, closes }) => ({
      kind: 'open',
      date,
      from: new Date(opens).toISOString(),
      until: new Date(closes).toISOString(),
      makeUp,
    }))
}

/** A working day whose hours lie outside says nothing; a holiday and a day of rest do. */
function closedOn(calendar: WorkCalendar, day: number): DueStep[] {
  const date = dateOf(day)
  if (windowsOf(calendarOf(calendar), day).length > 0) return []
  const holiday = calendar.holidays.find((one) => one.date === date)
  return [holiday ? { kind: 'holiday', ...holiday } : { kind: 'rest', date }]
}
