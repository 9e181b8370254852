import { type RawBuilder, sql } from 'kysely'
import type { Localized } from '../../domain/locale.ts'
import type { Counts, Grain } from '../../domain/reports/satisfaction.ts'
import { satisfiedScore } from '../../domain/reports/tally.ts'
import type { Ctx } from '../platform/context.ts'

/** Whose ratings: of one person, of groups, or all of them (null). */
export type Reach = { staffId: string } | { groupIds: readonly string[] } | null
export type Wanted = {
  reach: Reach
  from: string
  to: string
  timeZone: string
  groupId?: string | undefined
  staffId?: string | undefined
  channel?: string | undefined
}

/** The period as instants: midnight of the first day to midnight after the last, by the centre's clock. */
const within = (column: RawBuilder<unknown>, { from, to, timeZone }: Wanted) => sql`
  ${column} >= ${from}::date::timestamp at time zone ${timeZone}
  and ${column} < (${to}::date + 1)::timestamp at time zone ${timeZone}`

/** What the reader may see, and what of it was asked for. `person` differs: a survey names who served, a call-back who owns it. */
function chosen(
  { reach, groupId, staffId, channel }: Wanted,
  person: RawBuilder<unknown> = sql`staff_id`,
  hasChannel = true,
) {
  const parts = [sql`true`]
  if (reach && 'staffId' in reach) parts.push(sql`${person} = ${reach.staffId}`)
  if (reach && 'groupIds' in reach) parts.push(sql`group_id = any(${[...reach.groupIds]}::uuid[])`)
  if (groupId) parts.push(sql`group_id = ${groupId}`)
  if (staffId) parts.push(sql`${person} = ${staffId}`)
  if (channel && hasChannel) parts.push(sql`channel = ${channel}`)
  return sql.join(parts, sql` and `)
}

export type Cut = 'total' | 'part' | 'group' | 'agent' | 'channel'
export type CutRow = Counts & {
  cut: Cut
  part: string | null
  groupId: string | null
  staffId: string | null
  channel: string | null
}

/** Every cut of the period out of one reading of the roll-up. */
export async function cutsOf(ctx: Ctx, wanted: Wanted, grain: Grain): Promise<CutRow[]> {
  const sum = (figure: string, column: string) =>
    sql`coalesce(sum(${sql.ref(column)}) filter (where figure = ${sql.lit(figure)}), 0)::int`
  const { rows } = await sql<CutRow>`
    with counted as (
      select figure, n, good, total, group_id, staff_id, channel,
        to_char(date_trunc(${grain}, hour at time zone ${wanted.timeZone}), 'YYYY-MM-DD') as part
      from rollup_hour where figure in ('invited', 'csat', 'low') and ${within(sql`hour`, wanted)} and ${chosen(wanted)}
    )
    select case grouping(part, group_id, staff_id, channel) when 15 then 'total' when 7 then 'part' when 11 then 'group'
        when 13 then 'agent' else 'channel' end as cut,
      part, group_id, staff_id, channel, ${sum('invited', 'n')} as invited, ${sum('csat', 'n')} as answered,
      ${sum('csat', 'good')} as satisfied, ${sum('low', 'n')} as low, ${sum('csat', 'total')} as total
    from counted group by grouping sets ((), (part), (group_id), (staff_id), (channel))`.execute(ctx.db)
  return rows
}

export type CategoryRow = Counts & { category: string | null; scores: number[] }

/**
 * The roll-up knows no categories: many are known only when the record is written. So these come from the surveys
 * themselves, counted like there: an invitation when it was sent, a score when it was first given.
 */
export async function categoriesOf(ctx: Ctx, wanted: Wanted): Promise<CategoryRow[]> {
  const score = (one: number) => sql`count(*) filter (where score = ${sql.lit(one)})::int`
  const { rows } = await sql<CategoryRow>`
    with told as (
      select category, 1 as invited, null::int as score, false as low from survey where ${within(sql`sent_at`, wanted)} and ${chosen(wanted)}
      union all
      select category, 0, score, coalesce(low, false) from survey where ${within(sql`answered_at`, wanted)} and ${chosen(wanted)}
    )
    select category, sum(invited)::int as invited, count(score)::int as answered,
      count(*) filter (where score >= ${sql.lit(satisfiedScore)})::int as satisfied, count(*) filter (where low)::int as low,
      coalesce(sum(score), 0)::int as total, array[${sql.join([1, 2, 3, 4, 5].map(score))}] as scores
    from told group by category order by answered desc, invited desc, category`.execute(ctx.db)
  return rows
}

/** metrics 3.2 "low-score callback on time": first attempt within the limit / low scores; not due yet is not counted. */
export async function callbacksOf(ctx: Ctx, wanted: Wanted): Promise<{ owed: number; inTime: number }> {
  const { rows } = await sql<{ owed: number; inTime: number }>`
    select count(*)::int as owed, count(*) filter (where first_attempt_at <= due_at)::int as in_time
    from callback_task where kind = 'low_score' and state <> 'cancelled' and ${within(sql`created_at`, wanted)}
      and (first_attempt_at is not null or due_at < ${ctx.clock.now()}) and ${chosen(wanted, sql`owner_id`, false)}`.execute(
    ctx.db,
  )
  return rows[0] ?? { owed: 0, inTime: 0 }
}

export type Names = {
  people: Map<string, { name: string; staffNo: string }>
  groups: Map<string, Localized>
  categories: Map<string, Localized>
}

export async function namesOf(ctx: Ctx): Promise<Names> {
  const [people, groups, categories] = [
    await ctx.db.selectFrom('staff').select(['id', 'name', 'staffNo']).execute(),
    await ctx.db.selectFrom('staffGroup').select(['id', 'name']).execute(),
    await ctx.db.selectFrom('category').select(['key', 'name']).execute(),
  ]
  return {
    people: new Map(people.map(({ id, name, staffNo }) => [id, { name, staffNo }])),
    groups: new Map(groups.map(({ id, name }) => [id, name as Localized])),
    categories: new Map(categories.map(({ key, name }) => [key, name as Localized])),
  }
}
