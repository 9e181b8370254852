import { calendarOf, type WorkCalendar } from '../../domain/clocks/calendars.ts'
import type { ServiceClockView } from '../../domain/clocks/contract.ts'
import { countedMs, type Timing } from '../../domain/clocks/due.ts'
import type { ClockRow, NewClock } from './queries.ts'

export function timingOf(row: ClockRow, calendars: ReadonlyMap<string, WorkCalendar>): Timing {
  const pauses = row.pauses ?? []
  const paused = pauses.reduce((sum, [from, until]) => sum + until - from, 0)
  const calendar = row.calendarId ? calendars.get(row.calendarId) : undefined
  return {
    startedAt: row.startedAt,
    targetMs: row.targetMs ?? row.dueAt.getTime() - row.startedAt.getTime() - paused,
    calendar: calendar ? calendarOf(calendar) : null,
    pauses,
  }
}

/** The row of a clock that begins now. */
export function asStarted(clock: NewClock): ClockRow {
  const { targetMs = null, calendarId = null, basis = null, remindPercent = null } = clock
  const untouched = { state: 'running', stoppedAt: null, pausedAt: null, pauses: null, reminded: null } as const
  return { ...clock, ...untouched, targetMs, calendarId, basis, remindPercent }
}

export function viewOf(row: ClockRow, calendars: ReadonlyMap<string, WorkCalendar>, now: Date): ServiceClockView {
  const until = row.stoppedAt ?? row.pausedAt ?? now
  const timing = timingOf(row, calendars)
  return {
    id: row.id,
    subjectId: row.subjectId,
    kind: row.kind,
    state: row.state,
    startedAt: row.startedAt.toISOString(),
    dueAt: row.dueAt.toISOString(),
    pausedAt: row.pausedAt?.toISOString() ?? null,
    stoppedAt: row.stoppedAt?.toISOString() ?? null,
    ownerId: row.ownerId,
    percentGone: row.basis && Math.floor((countedMs(timing, until) / timing.targetMs) * 100),
    why: row.basis,
  }
}
