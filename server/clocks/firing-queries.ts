import { sql } from 'kysely'
import type { Ctx, Tx } from '../platform/context.ts'
import type { DueClock } from './queries.ts'

export type Claimed = { id: string; subjectType: string; subjectId: string; fireAt: Date }

/**
 * Holds what is due and what no other keeper holds, oldest first. `now` is a parameter on purpose: a volatile
 * clock_timestamp() would walk the whole index.
 */
export async function claimDue(tx: Tx, now: Date, limit: number): Promise<Claimed[]> {
  const { rows } = await sql<Claimed>`/* prepared claim_due_clocks */
    select id, subject_type, subject_id, fire_at from clock where fire_at <= ${now} order by fire_at limit ${limit}
    for update skip locked`.execute(tx.db)
  return rows
}

export async function claimOne(tx: Tx, id: string, now: Date): Promise<Claimed[]> {
  const { rows } = await sql<Claimed>`
    select id, subject_type, subject_id, fire_at from clock where id = ${id} and fire_at <= ${now} for update skip locked`.execute(
    tx.db,
  )
  return rows
}

export type Fired = DueClock & { expectedAt: Date; fireAt: Date | null }

/**
 * Moves claimed clocks to their next threshold. Of several reminders that are past only the latest is given, and the breach
 * comes after it: the clock is then due again at once.
 */
export async function advance(tx: Tx, ids: readonly string[], now: Date): Promise<Fired[]> {
  const { rows } = await sql<Fired>`/* prepared advance_clocks */
    with reached as (
      select id, (select count(*) from unnest(remind_at) as t where t <= ${now})::int as passed from clock where id = any(${ids})
    ), was as (
      select id, passed, remind_at[passed] as remind_at, remind_percent[passed] as remind_percent from clock join reached using (id)
    )
    update clock set
      state = case when was.passed = 0 then 'breached' else clock.state end,
      fire_at = case when was.passed = 0 then null else least(clock.due_at, clock.remind_at[was.passed + 1]) end,
      reminded = case when was.passed = 0 then clock.reminded else array_append(clock.reminded, was.remind_percent) end,
      remind_at = clock.remind_at[was.passed + 1:], remind_percent = clock.remind_percent[was.passed + 1:]
    from was where clock.id = was.id
    returning clock.id, subject_type, subject_id, kind, state, started_at, due_at, owner_id, payload, basis, clock.fire_at,
      case when was.passed = 0 then 'breach' else 'reminder' end as moment, coalesce(was.remind_percent, 100) as percent,
      coalesce(was.remind_at, due_at) as expected_at`.execute(tx.db)
  return rows
}

export async function nextFireAt(ctx: Ctx): Promise<{ at: Date | null; databaseNow: Date }> {
  const { rows } = await sql<{ at: Date | null; databaseNow: Date }>`/* prepared next_fire_at */
    select clock_timestamp() as database_now, (select fire_at from clock where fire_at is not null order by fire_at limit 1) as at`.execute(
    ctx.db,
  )
  return rows[0] as { at: Date | null; databaseNow: Date }
}

export async function postponeClock(ctx: Ctx, id: string, until: Date): Promise<void> {
  await ctx.db.updateTable('clock').set({ fireAt: until }).where('id', '=', id).where('state', '=', 'running').execute()
}
