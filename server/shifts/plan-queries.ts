import { sql } from 'kysely'
import type { Role } from '../../domain/identity/roles.ts'
import type { Localized } from '../../domain/locale.ts'
import type { ShiftTemplate } from '../../domain/shifts/contract.ts'
import { shippedTemplates } from '../../domain/shifts/templates.ts'
import type { Times, WeekdayTimes } from '../../domain/shifts/times.ts'
import type { Ctx, Tx } from '../platform/context.ts'

export type Group = { id: string; name: Localized }

export async function activeGroups(ctx: Ctx): Promise<Group[]> {
  const { rows } = await sql<Group>`select id, name from staff_group where active order by key`.execute(ctx.db)
  return rows
}

export type Planned = { id: string; name: string; staffNo: string; roles: Role[]; groupIds: string[] }

/** Those who still work here: of a group, or the people named. */
export async function plannedPeople(
  ctx: Ctx,
  { groupId, staffIds }: { groupId?: string; staffIds?: readonly string[] },
): Promise<Planned[]> {
  const { rows } = await sql<Planned>`
    select id, name, staff_no, roles, array(select group_id from group_member where staff_id = staff.id) as group_ids
    from staff where disabled_at is null
      ${groupId ? sql`and exists (select 1 from group_member where group_id = ${groupId} and staff_id = staff.id)` : sql``}
      ${staffIds ? sql`and id = any(${[...staffIds]}::uuid[])` : sql``}
    order by staff_no`.execute(ctx.db)
  return rows
}

/** Nobody else plans these people until the transaction ends. */
export async function lockPlans(tx: Tx, staffIds: readonly string[]): Promise<void> {
  for (const id of staffIds.toSorted())
    await sql`select pg_advisory_xact_lock(hashtextextended(${`shift ${id}`}, 0))`.execute(tx.db)
}

type DayRow = Times & { staffId: string; day: string }

/** The days that were planned by themselves; a day off has one row without times. */
export async function plannedDays(
  ctx: Ctx,
  { staffIds, first, last, timeZone }: { staffIds: readonly string[]; first: string; last: string; timeZone: string },
): Promise<{ staffId: string; day: string; times: Times[] }[]> {
  const { rows } = await sql<{ staffId: string; day: string; times: Times[] }>`
    select staff_id, to_char(day, 'YYYY-MM-DD') as day,
      coalesce(jsonb_agg(jsonb_build_object('from', to_char(starts_at at time zone ${timeZone}, 'HH24:MI'),
        'until', to_char(ends_at at time zone ${timeZone}, 'HH24:MI')) order by starts_at)
        filter (where starts_at is not null), '[]') as times
    from shift where staff_id = any(${[...staffIds]}::uuid[]) and day between ${first}::date and ${last}::date
    group by staff_id, day`.execute(ctx.db)
  return rows
}

export async function patternsOf(
  ctx: Ctx,
  staffIds: readonly string[],
): Promise<(WeekdayTimes & { staffId: string })[]> {
  const { rows } = await sql<WeekdayTimes & { staffId: string }>`
    select staff_id, weekday, to_char(from_time, 'HH24:MI') as from, to_char(until_time, 'HH24:MI') as until
    from shift_pattern where staff_id = any(${[...staffIds]}::uuid[]) order by weekday`.execute(ctx.db)
  return rows
}

export async function clearDay(tx: Tx, staffId: string, day: string): Promise<void> {
  await sql`delete from shift where staff_id = ${staffId} and day = ${day}::date`.execute(tx.db)
}

/** The hours of a day by the centre's clock; the row of a day off has none. */
export async function insertDays(tx: Tx, days: readonly DayRow[], timeZone: string): Promise<void> {
  for (const { staffId, day, from, until } of days)
    await sql`
      insert into shift (id, staff_id, day, starts_at, ends_at) values (${tx.clock.newId()}, ${staffId}, ${day}::date,
        (${day}::date + ${from}::time) at time zone ${timeZone},
        (${day}::date + ${until}::time + case when ${until}::time <= ${from}::time then interval '1 day' else interval '0' end)
          at time zone ${timeZone})`.execute(tx.db)
}

export async function insertDayOff(tx: Tx, staffId: string, day: string): Promise<void> {
  await tx.db.insertInto('shift').values({ id: tx.clock.newId(), staffId, day }).execute()
}

export async function replacePattern(tx: Tx, staffId: string, days: readonly WeekdayTimes[]): Promise<void> {
  await tx.db.deleteFrom('shiftPattern').where('staffId', '=', staffId).execute()
  if (days.length === 0) return
  const rows = days.map(({ weekday, from, until }) => ({ staffId, weekday, fromTime: from, untilTime: until }))
  await tx.db.insertInto('shiftPattern').values(rows).execute()
}

export async function templates(ctx: Ctx): Promise<ShiftTemplate[]> {
  const { rows } = await sql<ShiftTemplate>`
    select name, to_char(from_time, 'HH24:MI') as from, to_char(until_time, 'HH24:MI') as until
    from shift_template where active order by position`.execute(ctx.db)
  return rows.length > 0 ? rows : shippedTemplates.map((one) => ({ ...one, name: { ...one.name } }))
}

export async function replaceTemplates(tx: Tx, items: readonly ShiftTemplate[]): Promise<void> {
  await tx.db.deleteFrom('shiftTemplate').execute()
  const rows = items.map(({ name, from, until }, position) => ({
    id: tx.clock.newId(),
    name: JSON.stringify(name),
    fromTime: from,
    untilTime: until,
    position,
  }))
  await tx.db.insertInto('shiftTemplate').values(rows).execute()
}
