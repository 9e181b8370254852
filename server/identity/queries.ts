import { sql } from 'kysely'
import type { PresenceState, PresenceView } from '../../domain/identity/presence.ts'
import type { Role } from '../../domain/identity/roles.ts'
import type { Locale, Localized } from '../../domain/locale.ts'
import type { Ctx } from '../platform/context.ts'

export type StaffCard = {
  id: string
  name: string
  staffNo: string
  roles: Role[]
  groupIds: string[]
  departmentId: string | null
  locale: Locale
  capacity: number
}

const card = sql`staff.id, staff.name, staff.staff_no, staff.roles, staff.department_id, staff.locale, staff.capacity,
  array(select group_id from group_member where staff_id = staff.id) as group_ids`

/** A colleague who is still here; disabled accounts are not found. */
export async function staffById(ctx: Ctx, id: string): Promise<StaffCard | undefined> {
  const { rows } = await sql<StaffCard>`select ${card} from staff where id = ${id} and disabled_at is null`.execute(
    ctx.db,
  )
  return rows[0]
}

/** Those of the people named who are still here. */
export async function staffByIds(ctx: Ctx, ids: readonly string[]): Promise<StaffCard[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<StaffCard>`
    select ${card} from staff where id = any(${[...ids]}::uuid[]) and disabled_at is null`.execute(ctx.db)
  return rows
}

type PresenceRow = {
  id: string
  name: string
  staffNo: string
  roles: Role[]
  state: PresenceState
  reason: PresenceView['reason']
  connected: boolean
  since: Date
  load: number
  capacity: number
  groupIds: string[]
}

export async function presenceRows(ctx: Ctx, ids?: readonly string[]): Promise<PresenceRow[]> {
  const { rows } = await sql<PresenceRow>`
    select staff.id, staff.name, staff.staff_no, staff.roles, staff.capacity,
      coalesce(presence.state, 'offline') as state, presence.reason, coalesce(presence.connected, false) as connected,
      coalesce(presence.since, staff.created_at) as since,
      (select count(*)::int from conversation where assignee_id = staff.id and state in ('active', 'waiting')) as load,
      array(select group_id from group_member where staff_id = staff.id) as group_ids
    from staff left join presence on presence.staff_id = staff.id
    where ${ids ? sql`staff.id = any(${[...ids]}::uuid[])` : sql`staff.disabled_at is null`}
    order by staff.staff_no`.execute(ctx.db)
  return rows
}

export function presenceView(row: PresenceRow): PresenceView {
  const { id, name, staffNo, state, reason, connected, since, load, capacity, groupIds } = row
  return {
    staff: { id, name, staffNo },
    state,
    reason,
    connected,
    since: since.toISOString(),
    load,
    capacity,
    groupIds,
  }
}

/** Presence, load and capacity of the people named, or of everybody who works here. */
export async function presenceViews(ctx: Ctx, ids?: readonly string[]): Promise<PresenceView[]> {
  if (ids?.length === 0) return []
  return (await presenceRows(ctx, ids)).map(presenceView)
}

export async function presenceOf(ctx: Ctx, staffId: string): Promise<PresenceView> {
  const [view] = await presenceViews(ctx, [staffId])
  if (!view) throw new Error('presence of nobody')
  return view
}

/** These people's consoles are connected to this node right now; answers whom another console's end had marked as gone. */
export async function touchConnected(ctx: Ctx, staffIds: readonly string[]): Promise<string[]> {
  if (staffIds.length === 0) return []
  const rows = await ctx.db
    .updateTable('presence')
    .set({ seenAt: ctx.clock.now() })
    .where('staffId', 'in', [...staffIds])
    .returning(['staffId', 'connected'])
    .execute()
  return rows.flatMap((row) => (row.connected ? [] : [row.staffId]))
}

/** Marked as connected, but no node has seen them since `before`: their node was killed. */
export async function lostSince(ctx: Ctx, before: Date): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('presence')
    .select('staffId')
    .where('connected', '=', true)
    .where((where) => where.or([where('seenAt', 'is', null), where('seenAt', '<', before)]))
    .execute()
  return rows.map((row) => row.staffId)
}

type Place = { kind: 'group' | 'department'; id: string; name: Localized }

/** Active groups and departments, oldest first. */
export async function places(ctx: Ctx): Promise<Place[]> {
  const { rows } = await sql<Place>`
    select 'group' as kind, id, name from staff_group where active
    union all select 'department', id, name from department where active
    order by kind, id`.execute(ctx.db)
  return rows
}
