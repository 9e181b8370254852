import { sql } from 'kysely'
import type { Localized } from '../../../domain/locale.ts'
import type { Ctx } from '../../platform/context.ts'

type Person = { name: string; staffNo: string }

/** What the forms say beyond the ticket's own row. */
export type RecordSource = {
  id: string
  creator: Person | null
  contact: string | null
  verified: boolean
  startedAt: Date | null
  process: { body: string; at: string }[]
  customerWords: string[]
  score: number | null
  comment: string
  escalatedAt: Date | null
  escalationReason: string | null
  nodes: { name: Localized; dueAt: string; result: string }[]
  resolutionDueAt: Date | null
  attachments: string[]
  quotes: string[]
  calls: { result: string; suggestion: string; state: string }[]
}

const person = (column: string) =>
  sql.raw(`(select json_build_object('name', s.name, 'staffNo', s.staff_no) from staff s where s.id = ${column})`)
const list = (select: string) => sql.raw(`coalesce((select json_agg(x) from (${select}) x), '[]')`)
const words = (select: string) => sql.raw(`array(${select})`)

// The survey of the ticket, or of the conversation it came from.
const survey = sql.raw(`left join lateral (
    select v.score, v.comment from survey v
    where (v.subject_type, v.subject_id) in (('ticket', t.id), ('conversation', t.conversation_id))
    order by v.subject_type = 'ticket' desc limit 1
  ) rated on true`)
const escalation = sql.raw(`left join lateral (
    select e.at, e.reason from event e
    where e.subject_type = 'ticket' and e.subject_id = t.id and e.kind = 'ticket.escalated' order by e.id limit 1
  ) raised on true`)

/** One read for the forms of many tickets; phone before any other contact, as its mask. */
export async function recordSources(ctx: Ctx, ids: readonly string[]): Promise<RecordSource[]> {
  const { rows } = await sql<RecordSource>`
    select t.id, ${person('t.created_by')} as creator, c.started_at, rated.score, coalesce(rated.comment, '') as comment,
      raised.at as escalated_at, raised.reason as escalation_reason,
      (select k.mask from customer_contact k where k.customer_id = t.customer_id order by k.kind = 'phone' desc, k.created_at limit 1) as contact,
      exists (select from customer_identity i where i.customer_id = t.customer_id and i.verified_at is not null) as verified,
      ${list(`select n.body, n.at from ticket_note n where n.ticket_id = t.id and n.kind in ('process', 'shift_update', 'supplement') order by n.at, n.id`)} as process,
      ${words(`select n.body from ticket_note n where n.ticket_id = t.id and n.kind = 'customer' order by n.at, n.id`)} as customer_words,
      ${list(`select d.name, n.due_at as "dueAt", n.result from ticket_node n join department d on d.id = n.department_id
        where n.ticket_id = t.id and n.state <> 'recalled' order by n.sent_at, n.id`)} as nodes,
      (select k.due_at from clock k where k.subject_id = t.id and k.kind = 'resolution' order by k.started_at desc limit 1) as resolution_due_at,
      ${words(`select a.name from attachment a where a.ticket_id = t.id order by a.created_at, a.id`)} as attachments,
      ${words(`select m.body from ticket_quote q join message m on m.conversation_id = q.conversation_id and m.stream = 'talk' and m.seq = q.seq
        where q.ticket_id = t.id and m.recalled_at is null order by q.seq`)} as quotes,
      ${list(`select b.result, b.suggestion, b.state from callback_task b where b.subject_id = t.id and b.subject_type = 'ticket' order by b.created_at, b.id`)} as calls
    from ticket t left join conversation c on c.id = t.conversation_id ${survey} ${escalation}
    where t.id = any(${[...ids]}::uuid[])`.execute(ctx.db)
  return rows
}
