import { sql } from 'kysely'
import type { ClockReason } from '../../domain/clocks/contract.ts'
import type { Pause } from '../../domain/clocks/due.ts'
import type { ClockKind, ClockState } from '../../domain/clocks/kinds.ts'
import type { Database } from '../migrations/db-types.ts'
import type { Ctx, Tx } from '../platform/context.ts'

export type NewClock = {
  id: string
  subjectType: string
  subjectId: string
  kind: ClockKind
  startedAt: Date
  dueAt: Date
  ownerId: string | null
  payload: Record<string, unknown>
  targetMs?: number
  calendarId?: string | null
  basis?: ClockReason
  remindAt?: Date[]
  remindPercent?: number[]
}

/** Writes clocks; one of the same kind that runs is replaced, and what it was due is told. */
export async function insertClocks(
  tx: Tx,
  clocks: readonly NewClock[],
): Promise<{ subjectId: string; kind: ClockKind; dueAt: Date }[]> {
  const { rows } = await sql<{ subjectId: string; kind: ClockKind; dueAt: Date }>`/* prepared start_clocks */
    with given as materialized (
      select * from json_to_recordset(${JSON.stringify(clocks.map(columnsOf))}::json) as x(id uuid, subject_type text, subject_id uuid, kind text,
        started_at timestamptz, due_at timestamptz, owner_id uuid, payload jsonb, target_ms bigint, calendar_id uuid, basis jsonb,
        remind_at timestamptz[], remind_percent int[])
    ), replaced as (
      select clock.subject_id, clock.kind, clock.due_at from clock join given on given.subject_id = clock.subject_id and given.kind = clock.kind
      where clock.state in ('running', 'paused')
    ), written as (
      insert into clock (id, subject_type, subject_id, kind, state, started_at, due_at, fire_at, owner_id, payload, target_ms, calendar_id,
        basis, remind_at, remind_percent)
      select id, subject_type, subject_id, kind, 'running', started_at, due_at, least(due_at, remind_at[1]), owner_id, payload, target_ms,
        calendar_id, basis, remind_at, remind_percent from given
      on conflict (subject_id, kind) where state in ('running', 'paused') do update
      set state = 'running', started_at = excluded.started_at, due_at = excluded.due_at, fire_at = excluded.fire_at, owner_id = excluded.owner_id,
        payload = excluded.payload, target_ms = excluded.target_ms, calendar_id = excluded.calendar_id, basis = excluded.basis,
        remind_at = excluded.remind_at, remind_percent = excluded.remind_percent, paused_at = null, pauses = null, reminded = null
    )
    select * from replaced`.execute(tx.db)
  return rows
}

function columnsOf(clock: NewClock): object {
  const { remindAt = [], remindPercent = [] } = clock
  return {
    id: clock.id,
    subject_type: clock.subjectType,
    subject_id: clock.subjectId,
    kind: clock.kind,
    started_at: clock.startedAt,
    due_at: clock.dueAt,
    owner_id: clock.ownerId,
    payload: clock.payload,
    target_ms: clock.targetMs ?? null,
    calendar_id: clock.calendarId ?? null,
    basis: clock.basis ?? null,
    remind_at: remindAt.length > 0 ? remindAt : null,
    remind_percent: remindAt.length > 0 ? remindPercent : null,
  }
}

export async function stopRunning(
  tx: Tx,
  stop: { subjectIds: readonly string[]; kinds: readonly ClockKind[]; at: Date; cancel: boolean },
): Promise<void> {
  // Who stops a paused clock is in time: it was, when the pause began.
  await sql`
    update clock set stopped_at = ${stop.at}, fire_at = null, state = case
      when ${stop.cancel} then case state when 'breached' then 'breached' else 'cancelled' end
      when state = 'paused' then 'met'
      when state = 'breached' or due_at < ${stop.at} then 'met_late' else 'met' end
    where subject_id = any(${stop.subjectIds}) and kind = any(${stop.kinds}) and stopped_at is null
      and state in ('running', 'paused', 'breached')`.execute(tx.db)
}

export type ClockRow = {
  id: string
  subjectType: string
  subjectId: string
  kind: ClockKind
  state: ClockState
  startedAt: Date
  dueAt: Date
  stoppedAt: Date | null
  pausedAt: Date | null
  ownerId: string | null
  targetMs: number | null
  calendarId: string | null
  basis: ClockReason | null
  pauses: Pause[] | null
  remindPercent: number[] | null
  /** Percentages of reminders that were given. */
  reminded: number[] | null
}

const rowColumns = sql`id, subject_type, subject_id, kind, state, started_at, due_at, stopped_at, paused_at, owner_id, target_ms, calendar_id,
  basis, pauses, remind_percent, reminded`

/** Running and paused clocks of a subject, held until the transaction ends. */
export async function heldClocks(tx: Tx, subjectId: string, kinds: readonly ClockKind[]): Promise<ClockRow[]> {
  const { rows } = await sql<ClockRow>`
    select ${rowColumns} from clock where subject_id = ${subjectId} and kind = any(${kinds}) and state in ('running', 'paused')
    order by id for update`.execute(tx.db)
  return rows
}

/** Clocks of these subjects in the order in which they started. */
export async function clocksOfSubjects(
  ctx: Ctx,
  subjectIds: readonly string[],
  which: 'all' | 'open',
): Promise<ClockRow[]> {
  const { rows } = await sql<ClockRow>`
    select ${rowColumns} from clock where subject_id = any(${subjectIds}) ${which === 'open' ? sql`and stopped_at is null` : sql``}
    order by started_at, id`.execute(ctx.db)
  return rows
}

export type TimeChange = {
  id: string
  state: 'running' | 'paused'
  dueAt: Date
  fireAt: Date | null
  pausedAt: Date | null
  pauses: readonly Pause[]
  targetMs: number
  calendarId: string | null
  basis: ClockReason | null
  remindAt: Date[]
  remindPercent: number[]
}

/** The only way in which a due time moves; whoever calls it records the event (model 2.6, 10). */
export async function changeTimes(tx: Tx, change: TimeChange): Promise<void> {
  await sql`
    update clock set state = ${change.state}, due_at = ${change.dueAt}, fire_at = ${change.fireAt}, paused_at = ${change.pausedAt},
      pauses = ${JSON.stringify(change.pauses)}, target_ms = ${change.targetMs}, calendar_id = ${change.calendarId},
      basis = ${change.basis && JSON.stringify(change.basis)}, remind_at = ${change.remindAt}, remind_percent = ${change.remindPercent}
    where id = ${change.id}`.execute(tx.db)
}

/** A clock whose time came: a share of the target is gone, or all of it. */
export type DueClock = Omit<NewClock, 'targetMs' | 'calendarId' | 'remindAt' | 'remindPercent'> & {
  state: ClockState
  moment: 'reminder' | 'breach'
  percent: number
}
export type ClockEffect = (tx: Tx, clock: DueClock) => Promise<void>
/**
 * What a kind of clock does when its time comes; runs in the transaction that marks it fired, so both happen once or not at
 * all. `together` is given all of the kind that came due at the same moment, for effects that can write many rows at once.
 */
export type ClockEffects = Partial<
  Record<ClockKind, ClockEffect | { together(tx: Tx, clocks: DueClock[]): Promise<void> }>
>
/** Per type of subject: takes the rows that nobody else holds, and says which. Effects lock them, so they come before. */
export type SubjectHold = (tx: Tx, ids: string[]) => Promise<string[]>
export type SubjectHolds = Partial<Record<string, SubjectHold>>

/** Those rows that nobody else works on, held until the transaction ends: how the keeper takes what a clock belongs to. */
export async function freeRows(tx: Tx, table: keyof Database & string, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from ${sql.table(table)} where id = any(${[...ids]}::uuid[]) order by id for update skip locked`.execute(
    tx.db,
  )
  return rows.map(({ id }) => id)
}
