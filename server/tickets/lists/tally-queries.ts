import { sql } from 'kysely'
import type { Ctx, Platform } from '../../platform/context.ts'

export type TallyKey = { list: string; owners: readonly string[] | null }
export type Tally = { list: string; owner: string; part: string; count: number }

/** Sums and the lines that wait to be folded into them, of one moment. */
export async function talliesOf(ctx: Ctx, keys: readonly TallyKey[]): Promise<{ tallies: Tally[]; unfolded: number }> {
  const wanted = keys.filter(({ owners }) => owners === null || owners.length > 0)
  if (wanted.length === 0) return { tallies: [], unfolded: 0 }
  const from = (table: string, column: string, lines: number) => {
    const one = ({ list, owners }: TallyKey) =>
      sql`select list, owner, part, ${sql.ref(column)} as count, ${sql.lit(lines)} as lines from ${sql.table(table)}
        where list = ${list} ${owners ? sql`and owner = any(${[...owners]}::uuid[])` : sql``}`
    return sql.join(wanted.map(one), sql` union all `)
  }
  const { rows } = await sql<Tally & { lines: number }>`
    select list, owner, part, sum(count)::bigint as count, sum(lines)::int as lines
    from (${from('ticket_tally', 'count', 0)} union all ${from('ticket_tally_delta', 'delta', 1)}) x
    group by 1, 2, 3`.execute(ctx.db)
  return { tallies: rows, unfolded: rows.reduce((sum, { lines }) => sum + lines, 0) }
}

/** Takes up to `limit` lines out and adds them to the sums, in one statement: a reader sees them here or there. Answers how many. */
export async function foldDeltas(platform: Platform, limit: number): Promise<number> {
  const { rows } = await sql<{ lines: number }>`
    with taken as (
      delete from ticket_tally_delta where id in (select id from ticket_tally_delta order by id limit ${limit} for update skip locked)
      returning list, owner, part, delta
    ), folded as (
      insert into ticket_tally (list, owner, part, count)
      select list, owner, part, sum(delta) from taken group by 1, 2, 3 order by 1, 2, 3
      on conflict (list, owner, part) do update set count = ticket_tally.count + excluded.count
    )
    select count(*)::int as lines from taken`.execute(platform.patientDb)
  return rows[0]?.lines ?? 0
}
