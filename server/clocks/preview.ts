import type * as contract from '../../domain/clocks/contract.ts'
import type { ClockPreview } from '../../domain/clocks/contract.ts'
import { dueOf, remindersAt } from '../../domain/clocks/due.ts'
import { explainDue } from '../../domain/clocks/explain.ts'
import type { Input } from '../../domain/contract.ts'
import type { Ctx } from '../platform/context.ts'
import { serviceLevels } from './levels.ts'
import { targetFor } from './target.ts'

/** When would this be due, and why; starts nothing. */
export async function previewClock(
  ctx: Ctx,
  { kind, startedAt, ...facts }: Input<typeof contract.previewClock>,
): Promise<ClockPreview> {
  const levels = await serviceLevels(ctx)
  const target = targetFor(levels, kind, facts)
  if (!target) return { dueAt: null, why: null, reminders: [], timeZone: null, steps: [], isShortened: false }
  const { targetMs, calendar, why, percents } = target
  const timing = { startedAt: new Date(startedAt), targetMs, calendar, pauses: [] }
  const dueAt = dueOf(timing)
  const kept = why.calendar ? levels.calendars.get(why.calendar.id) : undefined
  const days = kept ? explainDue(kept, timing.startedAt, dueAt) : { steps: [], isShortened: false }
  const reminders = remindersAt(timing, percents).map(({ at, percent }) => ({ at: at.toISOString(), percent }))
  return { dueAt: dueAt.toISOString(), why, reminders, timeZone: calendar?.timeZone ?? null, ...days }
}
