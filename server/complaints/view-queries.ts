import { type RawBuilder, sql } from 'kysely'
import type { ComplaintState } from '../../domain/complaints/rules.ts'
import type { Staff } from '../../domain/identity/actor.ts'
import { scopesOf } from '../../domain/identity/permissions.ts'
import type { Localized } from '../../domain/locale.ts'
import type { Ctx } from '../platform/context.ts'
import type { Cursor } from '../platform/keyset.ts'
import type { LoadedComplaint } from './queries.ts'

export type PersonRef = { id: string; name: string; staffNo: string }
export type ComplaintViewRow = LoadedComplaint & {
  ticket: { id: string; no: string; subject: string; state: string; urgency: string; orderNo: string | null }
  reason: string
  groupId: string | null
  groupName: Localized | null
  assigneeId: string | null
  firstResponsibleId: string
  customer: { id: string; no: string; name: string } | null
  handler: PersonRef
  soother: PersonRef | null
  giver: PersonRef | null
  responsible: PersonRef | null
  closer: PersonRef | null
  plan: { id: string; body: string; owner: PersonRef; dueAt: string; doneAt: string | null }[]
  revisit: { id: string; state: string; dueAt: string; result: string } | null
  escalatedAt: Date | null
  escalationReason: string | null
}

const person = (column: string) =>
  sql.raw(
    `(select json_build_object('id', s.id, 'name', s.name, 'staffNo', s.staff_no) from staff s where s.id = ${column})`,
  )

const columns = sql`c.*, c.compensation_amount::float8 as compensation_amount, t.description_customer as reason, t.group_id, t.assignee_id,
  t.first_responsible_id, g.name as group_name,
  json_build_object('id', t.id, 'no', t.no, 'subject', t.subject, 'state', t.state, 'urgency', t.urgency, 'orderNo', t.order_no) as ticket,
  (select json_build_object('id', u.id, 'no', u.no, 'name', u.display_name) from customer u where u.id = t.customer_id) as customer,
  ${person('c.first_handler_id')} as handler, ${person('c.soothed_by')} as soother, ${person('c.compensation_by')} as giver,
  ${person('c.responsible_agent_id')} as responsible, ${person('c.closed_by')} as closer,
  coalesce((select json_agg(json_build_object('id', i.id, 'body', i.body, 'owner', ${person('i.owner_id')}, 'dueAt', i.due_at, 'doneAt', i.done_at)
    order by i.position) from complaint_plan_item i where i.complaint_id = c.id), '[]') as plan,
  (select count(*)::int from complaint_plan_item i where i.complaint_id = c.id and i.done_at is null) as waiting_items,
  k.state as revisit_state,
  case when k.id is not null then json_build_object('id', k.id, 'state', k.state, 'dueAt', k.due_at, 'result', coalesce(k.result, '')) end as revisit,
  e.raised_at as escalated_at, coalesce(nullif(e.reason, ''), e.summary) as escalation_reason`
const tables = sql`complaint c join ticket t on t.id = c.ticket_id left join staff_group g on g.id = t.group_id
  left join callback_task k on k.id = c.revisit_id
  left join lateral (select raised_at, reason, summary from escalation where ticket_id = t.id order by raised_at limit 1) e on true`

/** Own ones, the group's, or all: the reach of `complaints.view`; a test holds it against the gate of a single one. */
function visibleTo(me: Staff): RawBuilder<boolean> {
  const scopes = scopesOf(me.roles, 'complaints.view')
  if (scopes.includes('masked')) return sql`true`
  const parts: RawBuilder<boolean>[] = [sql`false`]
  if (scopes.length > 0) parts.push(sql`t.assignee_id = ${me.id}`, sql`t.first_responsible_id = ${me.id}`)
  if (scopes.includes('group')) parts.push(sql`t.group_id = any(${[...me.groupIds]}::uuid[])`)
  return sql<boolean>`(${sql.join(parts, sql` or `)})`
}

type Wanted = { state?: ComplaintState | 'open' | undefined; cursor?: Cursor | undefined; limit: number }

export async function complaintPage(ctx: Ctx, me: Staff, wanted: Wanted): Promise<(ComplaintViewRow & { at: Date })[]> {
  const { state, cursor, limit } = wanted
  const inState =
    state === 'open'
      ? sql`and c.state not in ('closed', 'escalated_external')`
      : state
        ? sql`and c.state = ${state}`
        : sql``
  const { rows } = await sql<ComplaintViewRow & { at: Date }>`
    select ${columns}, c.created_at as at from ${tables}
    where ${visibleTo(me)} ${inState}
      ${cursor ? sql`and (c.created_at, c.id) < (${cursor.at}::timestamptz, ${cursor.id}::uuid)` : sql``}
    order by c.created_at desc, c.id desc limit ${limit}`.execute(ctx.db)
  return rows
}

export async function complaintViewRows(
  ctx: Ctx,
  by: { ids?: string[]; ticketIds?: string[] },
): Promise<ComplaintViewRow[]> {
  const { ids = [], ticketIds = [] } = by
  const { rows } = await sql<ComplaintViewRow>`
    select ${columns} from ${tables} where c.id = any(${ids}::uuid[]) or c.ticket_id = any(${ticketIds}::uuid[])`.execute(
    ctx.db,
  )
  return rows
}
