import { sql } from 'kysely'
import type { Localized } from '../../domain/locale.ts'
import type { NodeView, TicketView } from '../../domain/tickets/views.ts'
import type { Ctx } from '../platform/context.ts'
import type { Loaded } from './queries.ts'

type Person = { id: string; name: string; staffNo: string }
type Place = { id: string; name: Localized }

export type RowOfList = Loaded & {
  customer: { id: string; no: string; name: string; level: string } | null
  group: Place | null
  department: Place | null
  assignee: Person | null
  firstResponsible: Person
}

const person = (column: string) =>
  `(select json_build_object('id', s.id, 'name', s.name, 'staffNo', s.staff_no) from staff s where s.id = ${column})`
const place = (table: string, column: string) =>
  `(select json_build_object('id', p.id, 'name', p.name) from ${table} p where p.id = ${column})`

const ofList = sql.raw(`ticket.*,
  array(select department_id from ticket_node n where n.ticket_id = ticket.id and n.state <> 'recalled') as node_department_ids,
  (select to_id from ticket_handover h where h.ticket_id = ticket.id and h.answered_at is null) as handover_to,
  customer.level as customer_level,
  case when customer.id is not null then json_build_object('id', customer.id, 'no', customer.no, 'name', customer.display_name, 'level', customer.level) end as customer,
  ${place('staff_group', 'ticket.group_id')} as group, ${place('department', 'ticket.department_id')} as department,
  ${person('ticket.assignee_id')} as assignee, ${person('ticket.first_responsible_id')} as first_responsible`)

/** One read for everything a line of a list shows, for many tickets at once. */
export async function rowsOfTickets(ctx: Ctx, ids: readonly string[]): Promise<RowOfList[]> {
  const { rows } = await sql<RowOfList>`/* prepared ticket_rows */
    select ${ofList} from ticket left join customer on customer.id = ticket.customer_id
    where ticket.id = any(${[...ids]}::uuid[])`.execute(ctx.db)
  return rows
}

type Dated<T, K extends keyof T> = Omit<T, K> & { [key in K]: string | null }
type NodeRow = Dated<Omit<NodeView, 'department'>, 'sentAt' | 'dueAt' | 'takenAt' | 'returnedAt'> & {
  department: Place
}

export type Details = {
  creator: Person | null
  nodes: NodeRow[]
  checks: TicketView['checks']
  links: TicketView['links']
  quotes: TicketView['quotes']
  handover: TicketView['handover']
  waiver: TicketView['waiver']
  processNotes: number
}

const list = (select: string) => `coalesce((select json_agg(x) from (${select}) x), '[]')`

const details = sql.raw(`
  ${person('ticket.created_by')} as creator,
  ${list(`select n.id, ${place('department', 'n.department_id')} as department, n.request, n.state, ${person('n.sent_by')} as "sentBy",
    n.sent_at as "sentAt", n.due_at as "dueAt", ${person('n.taken_by')} as "takenBy", n.taken_at as "takenAt",
    ${person('n.returned_by')} as "returnedBy", n.returned_at as "returnedAt", n.result
    from ticket_node n where n.ticket_id = ticket.id order by n.sent_at, n.id`)} as nodes,
  ${list(`select c.id, c.body, c.done_at as "doneAt", ${person('c.done_by')} as "doneBy"
    from ticket_check c where c.ticket_id = ticket.id order by c.position, c.id`)} as checks,
  ${list(`select o.id, o.no, o.subject, o.state, l.kind from (
      select other_id as id, kind from ticket_link where ticket_id = ticket.id
      union select ticket_id, kind from ticket_link where other_id = ticket.id
      union select ticket.parent_id, 'parent' where ticket.parent_id is not null
      union select child.id, 'child' from ticket child where child.parent_id = ticket.id
    ) l join ticket o on o.id = l.id order by o.created_at, o.id limit 200`)} as links,
  ${list(`select q.conversation_id as "conversationId", q.seq, m.sender_type as sender, case when m.recalled_at is null then m.body else '' end as body, m.at
    from ticket_quote q join message m on m.conversation_id = q.conversation_id and m.stream = 'talk' and m.seq = q.seq
    where q.ticket_id = ticket.id order by q.seq`)} as quotes,
  (select json_build_object('id', h.id, 'from', ${person('h.from_id')}, 'to', ${person('h.to_id')}, 'reason', h.reason, 'askedAt', h.asked_at)
    from ticket_handover h where h.ticket_id = ticket.id and h.answered_at is null) as handover,
  (select json_build_object('field', w.field, 'reason', w.reason, 'by', ${person('w.waived_by')}, 'at', w.at)
    from ticket_waiver w where w.ticket_id = ticket.id) as waiver,
  (select count(*)::int from ticket_note where ticket_id = ticket.id and kind in ('process', 'shift_update', 'supplement', 'department')) as process_notes`)

/** Everything a page shows of `ticket` and the `customer` beside it. */
export const wholeTicket = sql`${ofList}, ${details}`
export type WholeTicket = RowOfList & Details

/** Whole tickets in one read. */
export async function wholeTickets(ctx: Ctx, ids: readonly string[]): Promise<WholeTicket[]> {
  const { rows } = await sql<WholeTicket>`/* prepared whole_tickets */
    select ${wholeTicket} from ticket left join customer on customer.id = ticket.customer_id
    where ticket.id = any(${[...ids]}::uuid[])`.execute(ctx.db)
  return rows
}
