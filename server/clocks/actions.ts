import type { ClockReason, ServiceClockView } from '../../domain/clocks/contract.ts'
import { dueOf, remindersAt, remindersBefore } from '../../domain/clocks/due.ts'
import { type ClockKind, clockSeconds, type ServiceKind, timerKinds } from '../../domain/clocks/kinds.ts'
import type { ServiceFacts } from '../../domain/clocks/policies.ts'
import type { Ctx, Tx } from '../platform/context.ts'
import { serviceLevels } from './levels.ts'
import { moveClock, recordMove, stillToCome } from './moving.ts'
import { clocksOfSubjects, heldClocks, insertClocks, type NewClock, stopRunning } from './queries.ts'
import { type Target, targetFor } from './target.ts'
import { asStarted, timingOf, viewOf } from './views.ts'

type Subject = { type: string; id: string }
export type Start = {
  subject: Subject
  kind: ClockKind
  seconds?: number
  ownerId?: string | null
  payload?: Record<string, unknown>
}

/** Starts a plain timer, or starts it anew when one of this kind is running for the subject: at most one runs (model 2.6, 4). */
export async function startClock(tx: Tx, start: Start): Promise<Date> {
  const [dueAt] = await startClocks(tx, [start])
  return dueAt as Date
}

/** Several in one statement; the due times come in their order. */
export async function startClocks(tx: Tx, starts: readonly Start[]): Promise<Date[]> {
  const startedAt = tx.clock.now()
  const clocks = starts.map((start) => {
    const seconds = start.seconds ?? clockSeconds[start.kind]
    return { ...whose(tx, start), startedAt, dueAt: new Date(startedAt.getTime() + seconds * 1000) }
  })
  await write(tx, clocks)
  return clocks.map((clock) => clock.dueAt)
}

export type ServiceStart = {
  subject: Subject
  kind: ServiceKind
  facts: ServiceFacts
  /** Now, when left out. */
  startedAt?: Date
  ownerId?: string | null
  payload?: Record<string, unknown>
}
/** `dueAt` null: the centre has no limit for this, nothing was started. `view`: how it stands where none ran before. */
export type Started = { dueAt: Date; why: ClockReason; view: ServiceClockView } | { dueAt: null; why: null; view: null }

const nothingStarted: Started = { dueAt: null, why: null, view: null }

/** Starts clocks whose target the first matching policy gives, in one statement; the answers come in the order of the question. */
export async function startServiceClocks(tx: Tx, starts: readonly ServiceStart[]): Promise<Started[]> {
  const levels = await serviceLevels(tx)
  const now = tx.clock.now()
  const planned = starts.map((start) => {
    const target = targetFor(levels, start.kind, start.facts)
    if (!target) return null
    const timing = { ...target, startedAt: start.startedAt ?? now, pauses: [] }
    const reminders = remindersAt(timing, target.percents).filter(({ at }) => at > now)
    return {
      ...whose(tx, start),
      startedAt: timing.startedAt,
      dueAt: dueOf(timing),
      targetMs: target.targetMs,
      calendarId: target.why.calendar?.id ?? null,
      basis: target.why,
      remindAt: reminders.map(({ at }) => at),
      remindPercent: reminders.map(({ percent }) => percent),
    }
  })
  await write(
    tx,
    planned.filter((clock) => clock !== null),
  )
  return planned.map((clock) => {
    if (!clock) return nothingStarted
    return { dueAt: clock.dueAt, why: clock.basis, view: viewOf(asStarted(clock), levels.calendars, now) }
  })
}

export async function startServiceClock(tx: Tx, start: ServiceStart): Promise<Started> {
  const [started] = await startServiceClocks(tx, [start])
  return started ?? nothingStarted
}

type Until = Omit<Start, 'seconds'> & {
  dueAt: Date
  /** Minutes before the due time. */
  reminders?: readonly number[]
}

/** Starts a clock whose due time was agreed: a commitment, the end of a shift. */
export async function startClockUntil(tx: Tx, start: Until): Promise<void> {
  const startedAt = tx.clock.now()
  const reminders = remindersBefore(startedAt, start.dueAt, start.reminders ?? [])
  const remind = { remindAt: reminders.map(({ at }) => at), remindPercent: reminders.map(({ percent }) => percent) }
  await write(tx, [{ ...whose(tx, start), ...remind, startedAt, dueAt: start.dueAt }])
}

/** The stop event came: met, or met late when it was breached before. */
export async function stopClocks(tx: Tx, subjectId: string, kinds: readonly ClockKind[]): Promise<void> {
  await stopRunning(tx, { subjectIds: [subjectId], kinds, at: tx.clock.now(), cancel: false })
}

/** The reason for the clock is gone: no longer met nor breached; what was breached before stays so, and is over. */
export async function cancelClocks(
  tx: Tx,
  subjectId: string | readonly string[],
  kinds: readonly ClockKind[],
): Promise<void> {
  await stopRunning(tx, { subjectIds: [subjectId].flat(), kinds, at: tx.clock.now(), cancel: true })
}

/** The time of these clocks stands still; what is due already is not saved by a pause. */
export async function pauseClocks(tx: Tx, subjectId: string, kinds: readonly ClockKind[]): Promise<void> {
  const now = tx.clock.now()
  for (const row of await heldClocks(tx, subjectId, kinds)) {
    if (row.state === 'paused' || row.dueAt < now) continue
    const { calendars } = await serviceLevels(tx)
    const timing = timingOf(row, calendars)
    await moveClock(tx, { ...row, pausedAt: now }, { timing, percents: row.remindPercent ?? [] })
    recordMove(tx, row, { kind: 'clock.paused', dueAt: row.dueAt.toISOString() })
  }
}

/** Time runs on: the pause is added, and on a calendar the business time that was left is left again. */
export async function resumeClocks(tx: Tx, subjectId: string, kinds: readonly ClockKind[]): Promise<void> {
  const now = tx.clock.now().getTime()
  for (const row of await heldClocks(tx, subjectId, kinds)) {
    if (!row.pausedAt) continue
    const { calendars } = await serviceLevels(tx)
    const timing = timingOf(row, calendars)
    const from = row.pausedAt.getTime()
    const pauses = [...timing.pauses, [from, Math.max(from, now)] as const]
    const move = { timing: { ...timing, pauses }, percents: row.remindPercent ?? [] }
    const after = await moveClock(tx, { ...row, pausedAt: null }, move)
    recordMove(tx, row, {
      kind: 'clock.resumed',
      before: row.dueAt.toISOString(),
      after: after.toISOString(),
      pausedMs: Math.max(0, now - from),
    })
  }
}

export type Retargeted = { before: Date; after: Date | null; isMoreLenient: boolean }

/**
 * The facts changed: the due time is counted anew from the original start (model 2.3). Whether somebody may make it later is
 * the caller's to decide, before the transaction ends. Null when no such clock runs; what is breached stays so.
 */
export async function retargetClock(
  tx: Tx,
  subjectId: string,
  kind: ServiceKind,
  facts: ServiceFacts,
): Promise<Retargeted | null> {
  const [row] = await heldClocks(tx, subjectId, [kind])
  if (!row) return null
  const before = row.dueAt
  const target = targetFor(await serviceLevels(tx), kind, facts)
  const { urgency } = facts
  if (!target) {
    await cancelClocks(tx, subjectId, [kind])
    recordMove(tx, row, { kind: 'clock.retargeted', before: before.toISOString(), after: null, urgency })
    return { before, after: null, isMoreLenient: true }
  }
  const { targetMs, calendar, why } = target
  const timing = { startedAt: row.startedAt, targetMs, calendar, pauses: row.pauses ?? [] }
  const reminders = remindersAt(timing, target.percents)
  const percents = stillToCome(reminders, row.pausedAt ?? tx.clock.now(), row.reminded ?? [])
  const after = await moveClock(tx, row, { timing, percents, basis: why })
  recordMove(tx, row, {
    kind: 'clock.retargeted',
    before: before.toISOString(),
    after: after.toISOString(),
    urgency,
    policyId: why.policyId,
  })
  return { before, after, isMoreLenient: after > before }
}

export type LimitFor = (kind: ServiceKind, facts: ServiceFacts) => Target | null

/** How long things may take by the service levels of this moment; null where the centre sets no limit. */
export async function limitsNow(ctx: Ctx): Promise<LimitFor> {
  const levels = await serviceLevels(ctx)
  return (kind, facts) => targetFor(levels, kind, facts)
}

/** What runs and ran for these subjects; `open` leaves out what has ended. */
export async function clocksOf(
  ctx: Ctx,
  subjectIds: readonly string[],
  which: 'all' | 'open' = 'all',
): Promise<ServiceClockView[]> {
  const [rows, { calendars }] = [await clocksOfSubjects(ctx, subjectIds, which), await serviceLevels(ctx)]
  return rows.map((row) => viewOf(row, calendars, ctx.clock.now()))
}

function whose(tx: Tx, start: Omit<Start, 'seconds'>) {
  return {
    id: tx.clock.newId(),
    subjectType: start.subject.type,
    subjectId: start.subject.id,
    kind: start.kind,
    ownerId: start.ownerId ?? null,
    payload: start.payload ?? {},
  }
}

const isTimer = (kind: ClockKind) => (timerKinds as readonly string[]).includes(kind)

async function write(tx: Tx, clocks: readonly NewClock[]): Promise<void> {
  if (clocks.length === 0) return
  const replaced = await insertClocks(tx, clocks)
  for (const { subjectId, kind, dueAt } of replaced.filter((one) => !isTimer(one.kind))) {
    const clock = clocks.find((one) => one.subjectId === subjectId && one.kind === kind)
    if (!clock || clock.dueAt.getTime() === dueAt.getTime()) continue
    tx.record({
      subject: { type: clock.subjectType, id: subjectId },
      kind: 'clock.retargeted',
      reason: 'restarted',
      payload: { clock: kind, before: dueAt.toISOString(), after: clock.dueAt.toISOString() },
    })
  }
  const first = Math.min(...clocks.map((clock) => (clock.remindAt?.[0] ?? clock.dueAt).getTime()))
  tx.afterCommit(() => tx.platform.hints.publish({ topic: 'clock', at: first }))
}
