import { sql } from 'kysely'
import type { Ctx, Platform } from '../../platform/context.ts'
import { gathered } from '../../platform/gather.ts'

/** The newest event below which everything is committed: a client that comes back with it has missed nothing before. */
export async function latestEventId(ctx: Ctx): Promise<number> {
  return (await latest(ctx.platform, null)) ?? 0
}

const latest = gathered(async (platform: Platform, asked: null[]) => {
  const { rows } = await sql<{ id: number }>`
    select coalesce((select id from event where tx < pg_snapshot_xmin(pg_current_snapshot()) order by id desc limit 1), 0) as id`.execute(
    platform.db,
  )
  return asked.map(() => rows[0]?.id)
})

export type Missed = { ids: string[]; tooMuch: boolean }
const keptHours = 24
/** How far below the cursor an event may lie that was still uncommitted when the cursor was read. */
const inFlight = 2000
const eventsAtMost = 4000

/** Conversations that changed after `cursor`; too many, too old or from another log means: fetch everything anew. */
export async function conversationsChangedSince(ctx: Ctx, cursor: number, limit: number): Promise<Missed> {
  const { rows: found } = await sql<{ at: Date; tx: string }>`
    select at, tx::text as tx from event where id = ${cursor}`.execute(ctx.db)
  const seen = found[0]
  if (!seen && cursor > 0) return { ids: [], tooMuch: true }
  if (seen && ctx.clock.now().getTime() - seen.at.getTime() > keptHours * 3_600_000) return { ids: [], tooMuch: true }
  // Ids are given before the commit: a lower one of a transaction that began later was not yet to be seen.
  const { rows } = await sql<{ id: string; events: number }>`
    with missed as (
      select subject_id, subject_type from event
      where id > ${cursor - inFlight} and (id > ${cursor} or tx > ${seen?.tx ?? '0'}::xid8) order by id limit ${eventsAtMost + 1}
    )
    select subject_id as id, (select count(*) from missed)::int as events
    from missed where subject_type = 'conversation' group by subject_id limit ${limit + 1}`.execute(ctx.db)
  const tooMuch = rows.length > limit || (rows[0]?.events ?? 0) > eventsAtMost
  return { ids: tooMuch ? [] : rows.map((row) => row.id), tooMuch }
}
