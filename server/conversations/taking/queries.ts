import { sql } from 'kysely'
import type { MessageView } from '../../../domain/conversations/views.ts'
import type { Tx } from '../../platform/context.ts'
import { rowsAsJson } from '../posting/rows.ts'
import { storedSystemLine } from '../system-line.ts'

/** Who takes customers. `leftAt`: their console was last seen then, and is gone. */
export type Taker = { id: string; name: string; staffNo: string; load: number; capacity: number; leftAt: Date | null }

/** Two accepts of one person come one after the other, so that both cannot take the last place; in one order for a batch. */
export async function lockTakers(tx: Tx, ids: readonly string[]): Promise<Map<string, Taker>> {
  await sql`/* prepared lock_takers */ select staff_id from presence where staff_id = any(${ids}) order by staff_id for update`.execute(
    tx.db,
  )
  return takersOf(tx, ids)
}

export async function takersOf(tx: Tx, ids: readonly string[]): Promise<Map<string, Taker>> {
  const { rows } = await sql<Taker>`/* prepared takers */
    select staff.id, staff.name, staff.staff_no, staff.capacity, case when not presence.connected then presence.seen_at end as left_at,
      (select count(*) from conversation where assignee_id = staff.id and state in ('active', 'waiting'))::int as load
    from staff left join presence on presence.staff_id = staff.id where staff.id = any(${ids})`.execute(tx.db)
  return new Map(rows.map((row) => [row.id, row]))
}

export async function visitorsHere(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const since = new Date(tx.clock.now().getTime() - 60_000)
  const { rows } = await sql<{ id: string }>`
    select id from visitor where id = any(${ids}) and last_seen_at > ${since}`.execute(tx.db)
  return new Set(rows.map((row) => row.id))
}

/** `reason`: why the leg before ends, when somebody else had the customer. */
export type TakeRow = { id: string; staffId: string; at: Date; reason: string; line: MessageView }

/** Owner, leg and the line that tells of it, for all of one moment; answers the number that the line got in each talk. */
export async function writeTakes(tx: Tx, takes: readonly TakeRow[]): Promise<Map<string, number>> {
  const rows = takes.map(({ line, ...take }) => {
    const { id: messageId, digest, system } = storedSystemLine(line)
    return { ...take, messageId, digest, system }
  })
  const written = await sql<{ id: string; lastSeq: number }>`/* prepared take_batch */
    with x as materialized (
      select * from json_to_recordset(${rowsAsJson(rows)}::json) as x(id uuid, staff_id uuid, at timestamptz, reason text, message_id uuid, digest text, system jsonb)
    ), c as (
      update conversation set state = 'active', assignee_id = x.staff_id, first_responsible_id = coalesce(conversation.first_responsible_id, x.staff_id),
        offered_to = null, offered_until = null, declined_by = '{}', accepted_at = x.at, last_seq = conversation.last_seq + 1, revision = conversation.revision + 1
      from x where conversation.id = x.id returning conversation.id, conversation.group_id, conversation.last_seq
    ), m as (
      insert into message (id, conversation_id, stream, seq, sender_type, kind, body, system, digest, at)
      select x.message_id, c.id, 'talk', c.last_seq, 'system', 'system', '', x.system, decode(x.digest, 'hex'), x.at from x join c on c.id = x.id
    ), taken as (
      update assignment set staff_id = x.staff_id, started_at = x.at from x
      where assignment.conversation_id = x.id and assignment.ended_at is null and assignment.staff_id is null returning assignment.conversation_id
    ), ended as (
      update assignment set ended_at = x.at, end_reason = x.reason from x
      where assignment.conversation_id = x.id and assignment.ended_at is null and assignment.staff_id is not null returning assignment.id
    ), leg as (
      -- After the one that ends: at most one is open.
      insert into assignment (conversation_id, group_id, staff_id, queued_at, started_at)
      select c.id, c.group_id, x.staff_id, x.at, x.at from x join c on c.id = x.id
      where not exists (select from taken where taken.conversation_id = x.id) and (select count(*) from ended) >= 0
    )
    select id, last_seq from c`.execute(tx.db)
  return new Map(written.rows.map((row) => [row.id, row.lastSeq]))
}
