import { sql } from 'kysely'
import type { Localized } from '../../domain/locale.ts'
import type { Ctx } from '../platform/context.ts'

export type Entry = {
  /** `e` + event id or `n` + note id: the order within one instant. */
  key: string
  /** ISO to the microsecond, which a cursor must not lose. */
  exactAt: string
  at: Date
  kind: string
  actorType: string
  actorName: string | null
  actorNo: string | null
  noteKind: string | null
  body: string | null
  toldBy: string | null
  departmentId: string | null
  fromState: string | null
  toState: string | null
  reason: string | null
  payload: Record<string, unknown>
}
export type Cursor = { at: string; key: string }

/** What says nothing that the words beside it do not say, and what only the machinery asks for. */
const silent = ['ticket.noted', 'ticket.replied', 'ticket.flagged', 'clock.fired']

/** One page of what happened to a ticket and what was written, oldest first. */
export async function timelinePage(
  ctx: Ctx,
  { ticketId, after, limit }: { ticketId: string; after: Cursor | null; limit: number },
): Promise<Entry[]> {
  const { rows } = await sql<Entry>`
    with entry as (
      select 'e' || lpad(event.id::text, 20, '0') as key, event.at, event.kind, event.actor_type, event.actor_id,
        null as note_kind, null as body, null as told_by, null::uuid as department_id, from_state, to_state, reason, payload
      from event where subject_type = 'ticket' and subject_id = ${ticketId} and not kind = any(${silent})
      union all
      select 'n' || note.id, note.at, 'note', case note.author_type when 'customer' then 'visitor' else note.author_type end, note.author_id,
        note.kind, note.body, note.told_by, note.department_id, null, null, null, '{}'::jsonb
      from ticket_note note where note.ticket_id = ${ticketId}
    )
    select entry.*, to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as exact_at, staff.name as actor_name, staff.staff_no as actor_no
    from entry left join staff on staff.id = entry.actor_id
    where ${after ? sql`(entry.at, entry.key) > (${after.at}::timestamptz, ${after.key})` : sql`true`}
    order by entry.at, entry.key limit ${limit}`.execute(ctx.db)
  return rows
}

type Names = {
  staff: { id: string; name: string }[]
  places: { id: string; name: Localized }[]
  tickets: { id: string; no: string }[]
}

/** Names for the ids that payloads carry. */
export async function namesOf(ctx: Ctx, ids: readonly string[]): Promise<Names> {
  if (ids.length === 0) return { staff: [], places: [], tickets: [] }
  const { rows } = await sql<Names>`
    select coalesce((select json_agg(json_build_object('id', id, 'name', name)) from staff where id = any(${ids}::uuid[])), '[]') as staff,
      coalesce((select json_agg(json_build_object('id', id, 'name', name)) from (select id, name from department union all select id, name from staff_group) p
        where id = any(${ids}::uuid[])), '[]') as places,
      coalesce((select json_agg(json_build_object('id', id, 'no', no)) from ticket where id = any(${ids}::uuid[])), '[]') as tickets`.execute(
    ctx.db,
  )
  return rows[0] as Names
}
