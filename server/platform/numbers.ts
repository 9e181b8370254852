import { sql } from 'kysely'
import type { Tx } from './context.ts'

/**
 * The next human number of a day: prefix + yyyymmdd + serial of at least `width` digits, in the centre's time zone
 * (domain/model 2.1, decision C20). Taken in the caller's transaction: gaps are allowed, duplicates never.
 */
export async function nextNumber(tx: Tx, prefix: string, width: number): Promise<string> {
  const [number] = await nextNumbers(tx, { prefix, width, count: 1 })
  return number as string
}

/** Several at once, in one statement: whoever comes next waits for the counter until this transaction ends. */
export async function nextNumbers(
  tx: Tx,
  { prefix, width, count }: { prefix: string; width: number; count: number },
): Promise<string[]> {
  const { rows } = await sql<{ day: string; last: number }>`/* prepared next_numbers */
    insert into number_counter (prefix, day, last)
    values (${prefix}, (${tx.clock.now()}::timestamptz at time zone coalesce((select time_zone from centre), 'Asia/Shanghai'))::date, ${count}::int)
    on conflict (prefix, day) do update set last = number_counter.last + ${count}::int
    returning to_char(day, 'YYYYMMDD') as day, last`.execute(tx.db)
  const { day, last } = rows[0] as { day: string; last: number }
  return Array.from({ length: count }, (_, index) => {
    const serial = last - count + 1 + index
    return `${prefix}${day}${String(serial).padStart(width, '0')}`
  })
}
