import { sql } from 'kysely'
import type { ItemEnd, ItemFacts, ShiftCheckState } from '../../domain/shift-checks/rules.ts'
import type { Ctx, Tx } from '../platform/context.ts'
import type { Cursor } from '../platform/keyset.ts'

export type CheckRow = {
  id: string
  staffId: string
  endsAt: Date
  openedAt: Date
  state: ShiftCheckState
  doneAt: Date | null
}
export type WaitingItem = ItemFacts & { id: string }

/** Opens the check of one shift with what that person has open; undefined when it was opened before or nothing is open. */
export async function openCheck(
  tx: Tx,
  { staffId, endsAt }: { staffId: string; endsAt: Date },
): Promise<{ id: string; items: number } | undefined> {
  const id = tx.clock.newId()
  const at = tx.clock.now()
  const { rows } = await sql<{ items: number }>`
    with open_item as (
      select id as ticket_id, null::uuid as commitment_id from ticket
      where (assignee_id = ${staffId} or first_responsible_id = ${staffId})
        and state in ('new', 'assigned', 'in_progress', 'waiting_customer', 'waiting_department')
      union all
      select null, id from commitment where owner_id = ${staffId} and ended_at is null
    ), opened as (
      insert into shift_check (id, staff_id, ends_at, opened_at, state)
      select ${id}, ${staffId}, ${endsAt}, ${at}, 'open' where exists (select 1 from open_item)
      on conflict (staff_id, ends_at) do nothing returning id
    ), written as (
      insert into shift_check_item (id, check_id, ticket_id, commitment_id)
      select gen_random_uuid(), opened.id, open_item.ticket_id, open_item.commitment_id from opened, open_item returning 1
    )
    select count(*)::int as items from written`.execute(tx.db)
  const items = rows[0]?.items ?? 0
  return items > 0 ? { id, items } : undefined
}

export async function lockCheck(tx: Tx, id: string): Promise<CheckRow | undefined> {
  const { rows } = await sql<CheckRow>`select * from shift_check where id = ${id} for update`.execute(tx.db)
  return rows[0]
}

/** The newest check of this person that is not done. */
export async function openCheckOf(ctx: Ctx, staffId: string): Promise<{ id: string } | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from shift_check where staff_id = ${staffId} and state <> 'done' order by ends_at desc limit 1`.execute(
    ctx.db,
  )
  return rows[0]
}

export async function checkOfItem(ctx: Ctx, itemId: string): Promise<{ id: string; staffId: string } | undefined> {
  const { rows } = await sql<{ id: string; staffId: string }>`
    select c.id, c.staff_id from shift_check c join shift_check_item i on i.check_id = c.id where i.id = ${itemId}`.execute(
    ctx.db,
  )
  return rows[0]
}

/** What has become of the items that still wait. */
export async function waitingItems(ctx: Ctx, check: CheckRow): Promise<(WaitingItem & { ticketId: string | null })[]> {
  const { rows } = await sql<WaitingItem & { ticketId: string | null }>`
    select i.id, i.ticket_id,
      coalesce(t.state not in ('new', 'assigned', 'in_progress', 'waiting_customer', 'waiting_department'), c.ended_at is not null) as is_settled,
      coalesce(t.assignee_id is distinct from ${check.staffId}::uuid and t.first_responsible_id <> ${check.staffId},
        c.owner_id <> ${check.staffId}) as is_somebody_elses,
      i.note <> '' or exists (select 1 from ticket_note n where n.ticket_id = i.ticket_id and n.author_id = ${check.staffId}
        and n.at >= ${check.openedAt} and n.kind in ('process', 'shift_update', 'supplement', 'reply')) as has_update
    from shift_check_item i left join ticket t on t.id = i.ticket_id left join commitment c on c.id = i.commitment_id
    where i.check_id = ${check.id} and i.done_at is null`.execute(ctx.db)
  return rows
}

export async function endItem(tx: Tx, id: string, how: ItemEnd): Promise<void> {
  await tx.db.updateTable('shiftCheckItem').set({ how, doneAt: tx.clock.now() }).where('id', '=', id).execute()
}

export async function noteItem(tx: Tx, id: string, note: string): Promise<void> {
  await tx.db.updateTable('shiftCheckItem').set({ note }).where('id', '=', id).execute()
}

export async function changeCheck(
  tx: Tx,
  id: string,
  change: { state: ShiftCheckState; doneAt?: Date },
): Promise<void> {
  await tx.db.updateTable('shiftCheck').set(change).where('id', '=', id).execute()
}

/** Checks that still wait, whose items a change of this ticket or promise may have settled. */
export async function checksWaitingFor(
  ctx: Ctx,
  subject: { ticketId?: string; commitmentId?: string },
): Promise<string[]> {
  const { ticketId = null, commitmentId = null } = subject
  const { rows } = await sql<{ checkId: string }>`
    select distinct check_id from shift_check_item
    where done_at is null and (ticket_id = ${ticketId}::uuid or commitment_id = ${commitmentId}::uuid)`.execute(ctx.db)
  return rows.map(({ checkId }) => checkId)
}

type PersonRef = { id: string; name: string; staffNo: string }
type ItemRow = {
  id: string
  ticket: { id: string; no: string; subject: string; state: string; urgency: string; dueAt: string | null } | null
  commitment: { id: string; no: string; body: string; dueAt: string } | null
  how: ItemEnd | null
  note: string
  doneAt: string | null
}
export type CheckViewRow = CheckRow & { staff: PersonRef; items: ItemRow[]; at: Date }

const viewed = sql`s.*, s.ends_at as at, json_build_object('id', p.id, 'name', p.name, 'staffNo', p.staff_no) as staff,
  (select coalesce(json_agg(json_build_object('id', i.id, 'how', i.how, 'note', i.note, 'doneAt', i.done_at,
      'ticket', case when t.id is not null then json_build_object('id', t.id, 'no', t.no, 'subject', t.subject, 'state', t.state,
        'urgency', t.urgency, 'dueAt', t.next_due_at) end,
      'commitment', case when c.id is not null then json_build_object('id', c.id, 'no', c.no, 'body', c.body, 'dueAt', c.due_at) end)
      order by i.done_at nulls first, coalesce(t.next_due_at, c.due_at), i.id), '[]')
    from shift_check_item i left join ticket t on t.id = i.ticket_id left join commitment c on c.id = i.commitment_id
    where i.check_id = s.id) as items`

export async function checkViewRow(ctx: Ctx, id: string): Promise<CheckViewRow | undefined> {
  const { rows } = await sql<CheckViewRow>`
    select ${viewed} from shift_check s join staff p on p.id = s.staff_id where s.id = ${id}`.execute(ctx.db)
  return rows[0]
}

type Wanted = {
  /** Null: everybody. */
  groupIds: readonly string[] | null
  state: ShiftCheckState | 'all'
  cursor?: Cursor | undefined
  limit: number
}

export async function checkPage(ctx: Ctx, { groupIds, state, cursor, limit }: Wanted): Promise<CheckViewRow[]> {
  const { rows } = await sql<CheckViewRow>`
    select ${viewed} from shift_check s join staff p on p.id = s.staff_id
    where ${state === 'all' ? sql`true` : sql`s.state = ${state}`}
      ${groupIds ? sql`and exists (select 1 from group_member m where m.staff_id = s.staff_id and m.group_id = any(${[...groupIds]}::uuid[]))` : sql``}
      ${cursor ? sql`and (s.ends_at, s.id) < (${cursor.at}::timestamptz, ${cursor.id}::uuid)` : sql``}
    order by s.ends_at desc, s.id desc limit ${limit}`.execute(ctx.db)
  return rows
}

/** Groups of a person, for whom to tell. */
export async function firstGroupOf(ctx: Ctx, staffId: string): Promise<string | null> {
  const { rows } = await sql<{ groupId: string }>`
    select group_id from group_member where staff_id = ${staffId} order by group_id limit 1`.execute(ctx.db)
  return rows[0]?.groupId ?? null
}
