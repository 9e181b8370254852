import { type RawBuilder, sql, type Transaction } from 'kysely'
import type { Database } from '../migrations/db-types.ts'
import { measuredCases } from './rollup-rules.ts'

type Trx = Transaction<Database>
export type Cursor = { cluster: string; horizon: string; oldId: number; doneId: number }
/** The events to count now, as a condition on `event`; null when there is nothing. */
export type Portion = { where: RawBuilder<unknown>; next: Cursor }

const lockKey = 7_305_001

/** One node counts at a time; the others go without waiting. */
export async function lockRollup(db: Trx): Promise<boolean> {
  const { rows } = await sql<{ got: boolean }>`select pg_try_advisory_xact_lock(${lockKey}) as got`.execute(db)
  return rows[0]?.got ?? false
}

export type Standing = { cluster: string; settled: string; newest: string; cursor: Cursor | null }

/** `settled`: every transaction below it has ended, so no event below it can still appear. */
export async function standing(db: Trx): Promise<Standing> {
  const { rows } = await sql<Standing>`
    select system_identifier::text as cluster, pg_snapshot_xmin(now_running)::text as settled, pg_snapshot_xmax(now_running)::text as newest,
      (select jsonb_build_object('cluster', cluster, 'horizon', horizon::text, 'oldId', old_id, 'doneId', done_id) from rollup_cursor) as cursor
    from pg_control_system(), pg_current_snapshot() as now_running`.execute(db)
  return rows[0] as Standing
}

/** Counts from the beginning. Events numbered by transactions that this cluster has not seen come from a backup. */
export async function beginAnew(db: Trx, { cluster, newest }: Standing): Promise<Cursor> {
  await sql`delete from rollup_hour`.execute(db)
  const { rows } = await sql<{ oldId: number }>`
    select coalesce(max(id), 0) as old_id from event where tx >= ${newest}::xid8`.execute(db)
  return { cluster, horizon: '0', oldId: rows[0]?.oldId ?? 0, doneId: 0 }
}

export async function writeCursor(db: Trx, { cluster, horizon, oldId, doneId }: Cursor): Promise<void> {
  await sql`
    insert into rollup_cursor (cluster, horizon, old_id, done_id) values (${cluster}, ${horizon}::xid8, ${oldId}, ${doneId})
    on conflict (single) do update set cluster = excluded.cluster, horizon = excluded.horizon, old_id = excluded.old_id, done_id = excluded.done_id`.execute(
    db,
  )
}

// The same words as the index event_rollup, which PostgreSQL uses only for them.
const counted = sql`kind not in ('message.posted', 'note.posted', 'clock.fired')`

/** The next portion of at most about `size` events, whole transactions only. */
export async function nextPortion(db: Trx, cursor: Cursor, settled: string, size: number): Promise<Portion | null> {
  return cursor.doneId < cursor.oldId ? oldPortion(cursor, size) : newPortion(db, cursor, settled, size)
}

function oldPortion(cursor: Cursor, size: number): Portion {
  const doneId = Math.min(cursor.doneId + size, cursor.oldId)
  return { where: sql`${counted} and id > ${cursor.doneId} and id <= ${doneId}`, next: { ...cursor, doneId } }
}

async function newPortion(db: Trx, cursor: Cursor, settled: string, size: number): Promise<Portion | null> {
  const open = sql`${counted} and tx >= ${cursor.horizon}::xid8 and id > ${cursor.oldId}`
  const { rows } = await sql<{ last: string | null }>`
    select max(tx::text::numeric)::text as last from (
      select tx from event where ${open} and tx < ${settled}::xid8 order by tx, id limit ${size}) portion`.execute(db)
  const last = rows[0]?.last
  if (!last) return null
  return {
    where: sql`${open} and tx <= ${last}::xid8`,
    next: { ...cursor, horizon: String(BigInt(last) + 1n) },
  }
}

/** Whether committed events wait for a transaction that is still running. */
export async function hasUnsettled(db: Trx, { horizon, oldId }: Cursor): Promise<boolean> {
  const { rows } = await sql<{ waits: boolean }>`
    select exists (select 1 from event where ${counted} and tx >= ${horizon}::xid8 and id > ${oldId}) as waits`.execute(
    db,
  )
  return rows[0]?.waits ?? false
}

const uuid = (key: string) =>
  sql`case when payload ->> ${sql.lit(key)} ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then (payload ->> ${sql.lit(key)})::uuid end`

/** Adds a portion of the log to the hours in which things happened; one statement, however many events. */
export async function addPortion(db: Trx, { where }: Portion): Promise<number> {
  const { rows } = await sql<{ changed: number }>`
    with fresh as (
      select kind, payload, ${uuid('groupId')} as group_id, ${uuid('staffId')} as staff_id, coalesce(payload ->> 'channel', 'web_chat') as channel,
        date_trunc('hour', case when kind = 'survey.answered' then coalesce((payload ->> 'answeredAt')::timestamptz, at) else at end,
          coalesce((select time_zone from centre), 'Asia/Shanghai')) as hour
      from event where ${where}
    ), measured as (${measuredCases}
    ), counted as (
      select hour, group_id, staff_id, channel, figure, n, good, (value - earlier)::bigint as total, case when sampled then least(value, 2147483647)::int end as sample
      from measured where value >= 0
      union all
      select hour, group_id, staff_id, channel, 'error', 1, 0, 0, null from measured where value < 0
    ), summed as (
      select hour, figure, group_id, staff_id, channel, sum(n) as n, sum(good) as good, sum(total) as total,
        coalesce(array_agg(sample) filter (where sample is not null), '{}') as samples
      from counted group by hour, figure, group_id, staff_id, channel
    ), written as (
      insert into rollup_hour (hour, figure, group_id, staff_id, channel, n, good, total, samples)
      select hour, figure, group_id, staff_id, channel, n, good, total, samples from summed
      on conflict (hour, figure, group_id, staff_id, channel) do update set n = rollup_hour.n + excluded.n,
        good = rollup_hour.good + excluded.good, total = rollup_hour.total + excluded.total, samples = rollup_hour.samples || excluded.samples
      returning 1
    ) select count(*)::int as changed from written`.execute(db)
  return rows[0]?.changed ?? 0
}
