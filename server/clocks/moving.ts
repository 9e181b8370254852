import { dueOf, type Reminder, remindersAt, type Timing } from '../../domain/clocks/due.ts'
import type { Tx } from '../platform/context.ts'
import { type ClockRow, changeTimes } from './queries.ts'

type Move = { timing: Timing; percents: readonly number[]; basis?: ClockRow['basis'] }

/** Gives a running or paused clock the times that follow from `timing`, and wakes the keeper. */
export async function moveClock(tx: Tx, row: ClockRow, { timing, percents, basis = row.basis }: Move): Promise<Date> {
  const dueAt = dueOf(timing)
  const reminders = remindersAt(timing, percents)
  const fireAt = row.pausedAt ? null : (reminders[0]?.at ?? dueAt)
  await changeTimes(tx, {
    id: row.id,
    state: row.pausedAt ? 'paused' : 'running',
    dueAt,
    fireAt,
    pausedAt: row.pausedAt,
    pauses: timing.pauses,
    targetMs: timing.targetMs,
    calendarId: basis?.calendar?.id ?? null,
    basis,
    remindAt: reminders.map(({ at }) => at),
    remindPercent: reminders.map(({ percent }) => percent),
  })
  if (fireAt) tx.afterCommit(() => tx.platform.hints.publish({ topic: 'clock', at: fireAt.getTime() }))
  return dueAt
}

/** Of the reminders that a new target puts in the past, the latest is still given, once. */
export function stillToCome(reminders: readonly Reminder[], now: Date, given: readonly number[]): number[] {
  const passed = reminders.filter(({ at }) => at <= now)
  const latest = passed.slice(-1).filter(({ percent }) => !given.includes(percent))
  return [...latest, ...reminders.slice(passed.length)].map(({ percent }) => percent)
}

export function recordMove(
  tx: Tx,
  row: ClockRow,
  { kind, ...payload }: { kind: string; [detail: string]: unknown },
): void {
  tx.record({ subject: { type: row.subjectType, id: row.subjectId }, kind, payload: { clock: row.kind, ...payload } })
}
