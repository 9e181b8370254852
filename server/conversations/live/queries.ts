import { sql } from 'kysely'
import type { Ctx } from '../../platform/context.ts'

/** The newest event below which everything is committed: a client that comes back with it has missed nothing before. */
export async function latestEventId(ctx: Ctx): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    select coalesce((select id from event where tx < pg_snapshot_xmin(pg_current_snapshot()) order by id desc limit 1), 0) as id`.execute(
    ctx.db,
  )
  return rows[0]?.id ?? 0
}

export type Missed = { ids: string[]; tooMuch: boolean }
const keptHours = 24

/** Conversations that changed after `cursor`; too many or too old means: fetch everything anew. */
export async function conversationsChangedSince(ctx: Ctx, cursor: number, limit: number): Promise<Missed> {
  const { rows: first } = await sql<{
    at: Date
  }>`select at from event where id >= ${cursor} order by id limit 1`.execute(ctx.db)
  const since = first[0]?.at
  if (since && ctx.clock.now().getTime() - since.getTime() > keptHours * 3_600_000) return { ids: [], tooMuch: true }
  const { rows } = await sql<{ id: string }>`
    select distinct subject_id as id from (
      select subject_id from event where id > ${cursor} and subject_type = 'conversation' order by id limit ${limit * 20}) e limit ${limit + 1}`.execute(
    ctx.db,
  )
  return { ids: rows.map((row) => row.id), tooMuch: rows.length > limit }
}
