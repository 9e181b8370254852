import { sql } from 'kysely'
import type { Tx } from './context.ts'

/**
 * The next human number of a day: prefix + yyyymmdd + serial of at least `width` digits, in the centre's time zone
 * (domain/model 2.1, decision C20). Taken in the caller's transaction: gaps are allowed, duplicates never.
 */
export async function nextNumber(tx: Tx, prefix: string, width: number): Promise<string> {
  const { rows } = await sql<{ day: string; last: number }>`
    insert into number_counter (prefix, day, last)
    values (${prefix}, (${tx.clock.now()}::timestamptz at time zone coalesce((select time_zone from centre), 'Asia/Shanghai'))::date, 1)
    on conflict (prefix, day) do update set last = number_counter.last + 1
    returning to_char(day, 'YYYYMMDD') as day, last`.execute(tx.db)
  const { day, last } = rows[0] as { day: string; last: number }
  return `${prefix}${day}${String(last).padStart(width, '0')}`
}
