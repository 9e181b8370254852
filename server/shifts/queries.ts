import { sql } from 'kysely'
import { type Permission, permissionTable } from '../../domain/identity/permissions.ts'
import type { Role } from '../../domain/identity/roles.ts'
import type { Ctx } from '../platform/context.ts'
import { centre } from '../settings/queries.ts'

export type Span = { staffId: string; day: string; startsAt: Date; endsAt: Date }

/**
 * The working times that begin on the days from `$first` to `$last`: a day's own rows where it has any, its weekly pattern
 * otherwise. A pattern is by the wall clock: the hours stay the same when daylight saving begins.
 */
const spans = (first: string, last: string, timeZone: string) => sql`(
  select staff_id, day, starts_at, ends_at from shift
  where day between ${first}::date and ${last}::date and starts_at is not null
  union all
  select pattern.staff_id, days.day::date,
    (days.day::date + pattern.from_time) at time zone ${timeZone},
    (days.day::date + pattern.until_time
      + case when pattern.until_time <= pattern.from_time then interval '1 day' else interval '0' end) at time zone ${timeZone}
  from generate_series(${first}::date::timestamp, ${last}::date::timestamp, interval '1 day') as days (day)
  join shift_pattern pattern on pattern.weekday = extract(isodow from days.day)
  where not exists (select 1 from shift where shift.staff_id = pattern.staff_id and shift.day = days.day::date)
)`

/** The calendar day of an instant in the centre's time zone, as YYYY-MM-DD. */
export async function localDay(ctx: Ctx, at: Date, addDays = 0): Promise<string> {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: await zoneOf(ctx), dateStyle: 'short' })
  const day = new Date(`${format.format(at)}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() + addDays)
  return day.toISOString().slice(0, 10)
}

export async function zoneOf(ctx: Ctx): Promise<string> {
  return (await centre(ctx))?.timeZone ?? 'UTC'
}

/** Every shift that begins on one of these days, of the people named or of all who work here. */
export async function shiftsBetween(
  ctx: Ctx,
  first: string,
  last: string,
  staffIds?: readonly string[],
): Promise<Span[]> {
  const { rows } = await sql<Span>`
    select span.staff_id, to_char(span.day, 'YYYY-MM-DD') as day, span.starts_at, span.ends_at
    from ${spans(first, last, await zoneOf(ctx))} as span join staff on staff.id = span.staff_id and staff.disabled_at is null
    ${staffIds ? sql`where span.staff_id = any(${[...staffIds]}::uuid[])` : sql``}
    order by span.starts_at, span.staff_id`.execute(ctx.db)
  return rows
}

/** Whose shift ends in [from, until): for what is due before somebody goes home. */
export async function shiftsEndingBetween(ctx: Ctx, from: Date, until: Date): Promise<Span[]> {
  const around = await shiftsBetween(ctx, await localDay(ctx, from, -1), await localDay(ctx, until))
  return around.filter(({ endsAt }) => endsAt >= from && endsAt < until)
}

/** When this person's last shift of that day (YYYY-MM-DD, centre's time zone) ends; null on a day off. */
export async function shiftEndOf(ctx: Ctx, staffId: string, day: string): Promise<Date | null> {
  const ends = (await shiftsBetween(ctx, day, day, [staffId])).map(({ endsAt }) => endsAt.getTime())
  return ends.length > 0 ? new Date(Math.max(...ends)) : null
}

/** The centre's wall clock, `HH:MM`. */
export async function wallTimeOf(ctx: Ctx, at: Date): Promise<string> {
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  return new Intl.DateTimeFormat('en-GB', { ...clock, timeZone: await zoneOf(ctx) }).format(at)
}

/** Whether these people are on shift now; null for whom nothing is planned a week before and after. */
export async function standingOf(ctx: Ctx, staffIds: readonly string[]): Promise<Map<string, boolean | null>> {
  if (staffIds.length === 0) return new Map()
  const now = ctx.clock.now()
  const around = await shiftsBetween(ctx, await localDay(ctx, now, -7), await localDay(ctx, now, 7), staffIds)
  const standing = (staffId: string) => {
    const own = around.filter((span) => span.staffId === staffId)
    return own.length === 0 ? null : own.some(({ startsAt, endsAt }) => startsAt <= now && endsAt > now)
  }
  return new Map(staffIds.map((staffId) => [staffId, standing(staffId)]))
}

export type Wanted = { groupId?: string; role?: Role; permission?: Permission; at?: Date }

/** Who is on shift at `at` (now): of a group, with a role, or with any role that a permission is given to. */
export async function onDuty(ctx: Ctx, wanted: Wanted): Promise<string[]> {
  const at = wanted.at ?? ctx.clock.now()
  const { rows } = await sql<{ id: string }>`
    select distinct staff.id from staff
    join ${spans(await localDay(ctx, at, -1), await localDay(ctx, at), await zoneOf(ctx))} as span on span.staff_id = staff.id
    where staff.disabled_at is null and span.starts_at <= ${at} and span.ends_at > ${at} and ${belongs(wanted)}
    order by staff.id`.execute(ctx.db)
  return rows.map(({ id }) => id)
}

function belongs({ groupId, role, permission }: Wanted) {
  const roles = role ? [role] : permission ? Object.keys(permissionTable[permission]) : null
  return sql`${roles ? sql`staff.roles && ${roles}::text[]` : sql`true`}
    and ${groupId ? sql`exists (select 1 from group_member where group_id = ${groupId} and staff_id = staff.id)` : sql`true`}`
}

type Supervisor = { id: string; inGroup: boolean; isOnline: boolean }

/**
 * Who answers for a group right now: its supervisors on shift, else those online, else all of its supervisors, else every
 * supervisor there is. Administrators are not among them: they have no content access (privacy 4.2).
 */
export async function supervisorsInCharge(ctx: Ctx, groupId: string | null): Promise<string[]> {
  const { rows } = await sql<Supervisor>`
    select staff.id,
      exists (select 1 from group_member where group_id = ${groupId}::uuid and staff_id = staff.id) as in_group,
      coalesce(presence.connected and presence.state <> 'offline', false) as is_online
    from staff left join presence on presence.staff_id = staff.id
    where 'supervisor' = any(staff.roles) and staff.disabled_at is null order by staff.id`.execute(ctx.db)
  const own = rows.filter(({ inGroup }) => inGroup)
  const team = own.length > 0 ? own : rows
  const working = new Set(await onDuty(ctx, { role: 'supervisor' }))
  const onShift = team.filter(({ id }) => working.has(id))
  const online = team.filter(({ isOnline }) => isOnline)
  const chosen = [onShift, online, team].find((some) => some.length > 0) ?? []
  return chosen.map(({ id }) => id)
}

/** Level 2 of an escalation: who leads the department, else all its contacts; nobody when it has no people. */
export async function departmentHeads(ctx: Ctx, departmentId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string; departmentHead: boolean }>`
    select id, department_head from staff
    where department_id = ${departmentId} and disabled_at is null
      and (department_head or 'department_contact' = any(roles)) order by id`.execute(ctx.db)
  const heads = rows.filter(({ departmentHead }) => departmentHead)
  return (heads.length > 0 ? heads : rows).map(({ id }) => id)
}

/** Level 3: all of management. */
export async function management(ctx: Ctx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from staff where 'management' = any(roles) and disabled_at is null order by id`.execute(ctx.db)
  return rows.map(({ id }) => id)
}
