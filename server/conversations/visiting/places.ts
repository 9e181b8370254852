import { sql } from 'kysely'
import { type Ctx, contextFor, type Platform } from '../../platform/context.ts'
import { gathered } from '../../platform/gather.ts'

export type Place = { id: string; position: number; expectedWaitSeconds: number | null }
export type QueuePlace = Place & { visitorId: string | null }

const inLine = sql.raw(`c.state = 'queued' and not c.left_message`)

/** The wait that the last hour's answers of a group promise to who is next, in seconds. */
const typicalWait = (group: string, now: Date) => sql`(
  select avg(wait) from (
    select extract(epoch from started_at - queued_at) as wait from assignment
    where group_id = ${sql.raw(group)} and started_at > ${now}::timestamptz - interval '1 hour' order by started_at desc limit 20
  ) recent)`

const expected = (now: Date) => sql`case when wait is null then null else
  greatest(0, round(wait * (1 + 0.5 * (position - 1)) - extract(epoch from ${now}::timestamptz - placed.queued_at)))::int end as expected_wait_seconds`

/** Everybody who waits in a group, in order. */
export async function queuePlaces(ctx: Ctx, groupId: string): Promise<QueuePlace[]> {
  const now = ctx.clock.now()
  const { rows } = await sql<QueuePlace>`
    with asked as (select ${groupId}::uuid as group_id), typical as (select ${typicalWait('asked.group_id', now)} as wait from asked),
    placed as (
      select c.id, c.visitor_id, c.queued_at, typical.wait, row_number() over (order by c.queued_at, c.id)::int as position
      from conversation c, typical where c.group_id = ${groupId} and ${inLine}
    )
    select id, visitor_id, position, ${expected(now)} from placed order by position`.execute(ctx.db)
  return rows
}

/** The places of these conversations alone; who does not wait in line is left out. */
export async function placesOf(ctx: Ctx, ids: readonly string[]): Promise<Place[]> {
  if (ids.length === 0) return []
  const now = ctx.clock.now()
  const { rows } = await sql<Place>`
    with asked as materialized (
      select c.id, c.group_id, c.queued_at from conversation c where c.id = any(${ids}) and ${inLine}
    ), first as (
      select group_id, min(queued_at) as at from asked group by group_id
    ), line as materialized (
      select first.*, ${typicalWait('first.group_id', now)} as wait,
        (select count(*) from conversation c where c.group_id = first.group_id and ${inLine} and c.queued_at < first.at) as ahead
      from first
    ), placed as (
      select c.id, c.queued_at, line.wait, (line.ahead + row_number() over (partition by c.group_id order by c.queued_at, c.id))::int as position
      from line join conversation c on c.group_id = line.group_id and ${inLine} and c.queued_at >= line.at
    )
    select placed.id, position, ${expected(now)} from placed join asked on asked.id = placed.id`.execute(ctx.db)
  return rows
}

/** One place, asked for together with the others of this moment; counting a line of thousands takes its time. */
export const placeOf = gathered(async (platform: Platform, ids: string[]) => {
  const places = await placesOf(contextFor(platform, { kind: 'system' }), ids)
  const byId = new Map(places.map((place) => [place.id, place]))
  return ids.map((id) => byId.get(id))
}, 3)
