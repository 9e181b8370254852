import { sql } from 'kysely'
import type { ClockKind } from '../../domain/clocks/kinds.ts'
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
}
export type DueClock = NewClock & { state: string }
/** What a kind of clock does when it fires; runs in the transaction that marks it fired, so both happen once or not at all. */
export type ClockEffects = Partial<Record<ClockKind, (tx: Tx, clock: DueClock) => Promise<void>>>

export async function insertClock(tx: Tx, clock: NewClock): Promise<void> {
  await sql`
    insert into clock (id, subject_type, subject_id, kind, state, started_at, due_at, fire_at, owner_id, payload)
    values (${clock.id}, ${clock.subjectType}, ${clock.subjectId}, ${clock.kind}, 'running', ${clock.startedAt}, ${clock.dueAt},
      ${clock.dueAt}, ${clock.ownerId}, ${JSON.stringify(clock.payload)})
    on conflict (subject_id, kind) where state in ('running', 'paused') do update
    set started_at = excluded.started_at, due_at = excluded.due_at, fire_at = excluded.fire_at, owner_id = excluded.owner_id,
      payload = excluded.payload`.execute(tx.db)
}

export async function stopRunning(
  tx: Tx,
  stop: { subjectId: string; kinds: readonly ClockKind[]; at: Date; cancel: boolean },
): Promise<void> {
  await sql`
    update clock set stopped_at = ${stop.at}, fire_at = null, state = case
      when ${stop.cancel} then case state when 'breached' then 'breached' else 'cancelled' end
      when state = 'breached' or due_at < ${stop.at} then 'met_late' else 'met' end
    where subject_id = ${stop.subjectId} and kind = any(${stop.kinds}) and stopped_at is null
      and state in ('running', 'paused', 'breached')`.execute(tx.db)
}

/** Ids that are due, oldest first. `now` is a parameter on purpose: a volatile clock_timestamp() would walk the whole index. */
export async function dueClockIds(ctx: Ctx, now: Date, limit: number): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('clock')
    .select('id')
    .where('fireAt', '<=', now)
    .orderBy('fireAt')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

/** Takes one due clock for firing; null when another keeper was first. The row lock makes it fire exactly once. */
export async function takeDue(tx: Tx, id: string, now: Date): Promise<DueClock | null> {
  const { rows } = await sql<DueClock>`
    update clock set state = 'breached', fire_at = null
    where id = (select id from clock where id = ${id} and fire_at <= ${now} and state = 'running' for update skip locked)
    returning id, subject_type, subject_id, kind, state, started_at, due_at, owner_id, payload`.execute(tx.db)
  return rows[0] ?? null
}

export async function nextFireAt(ctx: Ctx): Promise<{ at: Date | null; databaseNow: Date }> {
  const { rows } = await sql<{ at: Date | null; databaseNow: Date }>`
    select clock_timestamp() as database_now, (select fire_at from clock where fire_at is not null order by fire_at limit 1) as at`.execute(
    ctx.db,
  )
  return rows[0] as { at: Date | null; databaseNow: Date }
}

export async function postponeClock(ctx: Ctx, id: string, until: Date): Promise<void> {
  await ctx.db.updateTable('clock').set({ fireAt: until }).where('id', '=', id).where('state', '=', 'running').execute()
}
