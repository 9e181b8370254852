import { type RawBuilder, sql } from 'kysely'
import type { Staff } from '../../domain/identity/actor.ts'
import { scopesOf } from '../../domain/identity/permissions.ts'
import type { Localized } from '../../domain/locale.ts'
import type { Ctx } from '../platform/context.ts'
import type { Cursor } from '../platform/keyset.ts'
import type { EscalationRow } from './queries.ts'

export type PersonRef = { id: string; name: string; staffNo: string }
type TicketRef = {
  id: string
  no: string
  subject: string
  state: string
  urgency: string
  assignee: PersonRef | null
}
export type EscalationViewRow = EscalationRow & {
  answerDueAt: Date | null
  acknowledgedAt: Date | null
  closedAt: Date | null
  measure: string
  outcome: string
  ticket: TicketRef
  groupName: Localized | null
  recipients: (PersonRef & { level: number })[]
  raiser: PersonRef | null
  acknowledger: PersonRef | null
  closer: PersonRef | null
}
export type ExplanationViewRow = {
  id: string
  escalationId: string
  ticket: TicketRef
  clockKind: string | null
  owner: PersonRef
  owedAt: Date
  dueAt: Date
  cause: string
  plan: string
  catchUpAt: Date | null
  toldCustomer: boolean
  writtenAt: Date | null
  reader: PersonRef | null
  readAt: Date | null
  facts: { groupId: string | null; raisedBy: string | null; recipientIds: string[]; ownerId: string }
}

const person = (column: string) =>
  sql.raw(
    `(select json_build_object('id', s.id, 'name', s.name, 'staffNo', s.staff_no) from staff s where s.id = ${column})`,
  )
const ticket = sql`json_build_object('id', t.id, 'no', t.no, 'subject', t.subject, 'state', t.state, 'urgency', t.urgency,
  'assignee', ${person('t.assignee_id')})`
const recipientIds = sql`coalesce((select json_agg(r.staff_id) from escalation_recipient r where r.escalation_id = e.id), '[]')`

/** The same rule as `canViewEscalation`, as a condition on rows of `e` and its explanation `x`; a test holds both together. */
function visibleTo(me: Staff): RawBuilder<boolean> {
  if (scopesOf(me.roles, 'escalations.view').length === 0) return sql`false`
  const answers = scopesOf(me.roles, 'escalations.answer')
  const parts = [sql<boolean>`e.raised_by = ${me.id}`, sql<boolean>`x.owner_id = ${me.id}`]
  if (answers.includes('all')) parts.push(sql<boolean>`true`)
  if (answers.includes('group')) parts.push(sql<boolean>`e.group_id = any(${[...me.groupIds]}::uuid[])`)
  if (answers.length > 0)
    parts.push(
      sql<boolean>`exists (select 1 from escalation_recipient r where r.escalation_id = e.id and r.staff_id = ${me.id})`,
    )
  return sql<boolean>`(${sql.join(parts, sql` or `)})`
}

const escalationColumns = sql`e.*, g.name as group_name, ${ticket} as ticket, x.owner_id, ${recipientIds} as recipient_ids,
  coalesce((select json_agg(json_build_object('id', s.id, 'name', s.name, 'staffNo', s.staff_no, 'level', r.level) order by r.level, s.staff_no)
    from escalation_recipient r join staff s on s.id = r.staff_id where r.escalation_id = e.id), '[]') as recipients,
  ${person('e.raised_by')} as raiser, ${person('e.acknowledged_by')} as acknowledger, ${person('e.closed_by')} as closer`
const escalationTables = sql`escalation e join ticket t on t.id = e.ticket_id left join staff_group g on g.id = e.group_id
  left join explanation x on x.escalation_id = e.id`

type Wanted = {
  state: 'waiting' | 'open' | 'closed'
  ticketId?: string | undefined
  cursor?: Cursor | undefined
  limit: number
}

/** Those that wait longest for an answer first; closed ones newest first. */
export async function escalationPage(
  ctx: Ctx,
  me: Staff,
  wanted: Wanted,
): Promise<(EscalationViewRow & { at: Date })[]> {
  const { state, ticketId, cursor, limit } = wanted
  const states = { waiting: ['raised'], open: ['raised', 'acknowledged', 'acting'], closed: ['closed'] }[state]
  const direction = sql.raw(state === 'closed' ? 'desc' : 'asc')
  const after = cursor
    ? sql`and (e.raised_at, e.id) ${sql.raw(state === 'closed' ? '<' : '>')} (${cursor.at}::timestamptz, ${cursor.id}::uuid)`
    : sql``
  const { rows } = await sql<EscalationViewRow & { at: Date }>`
    select ${escalationColumns}, e.raised_at as at from ${escalationTables}
    where ${visibleTo(me)} and e.state = any(${states}) ${ticketId ? sql`and e.ticket_id = ${ticketId}` : sql``} ${after}
    order by e.raised_at ${direction}, e.id ${direction} limit ${limit}`.execute(ctx.db)
  return rows
}

export async function escalationViewRow(ctx: Ctx, id: string): Promise<EscalationViewRow | undefined> {
  const { rows } = await sql<EscalationViewRow>`
    select ${escalationColumns} from ${escalationTables} where e.id = ${id}`.execute(ctx.db)
  return rows[0]
}

const explanationColumns = sql`x.*, ${ticket} as ticket, e.clock_kind, ${person('x.owner_id')} as owner, ${person('x.read_by')} as reader,
  json_build_object('groupId', e.group_id, 'raisedBy', e.raised_by, 'recipientIds', ${recipientIds}, 'ownerId', x.owner_id) as facts`
const explanationTables = sql`explanation x join escalation e on e.id = x.escalation_id join ticket t on t.id = x.ticket_id`

type WantedExplanations = {
  state: 'owed' | 'unread' | 'all'
  mine?: 'yes' | undefined
  ticketId?: string | undefined
  cursor?: Cursor | undefined
  limit: number
}

/** Owed ones nearest to their limit first, the others newest first. */
export async function explanationPage(
  ctx: Ctx,
  me: Staff,
  wanted: WantedExplanations,
): Promise<(ExplanationViewRow & { at: Date })[]> {
  const { state, mine, ticketId, cursor, limit } = wanted
  const open = {
    owed: sql`x.written_at is null`,
    unread: sql`x.written_at is not null and x.read_at is null`,
    all: sql`true`,
  }
  const direction = sql.raw(state === 'owed' ? 'asc' : 'desc')
  const after = cursor
    ? sql`and (x.due_at, x.id) ${sql.raw(state === 'owed' ? '>' : '<')} (${cursor.at}::timestamptz, ${cursor.id}::uuid)`
    : sql``
  const { rows } = await sql<ExplanationViewRow & { at: Date }>`
    select ${explanationColumns}, x.due_at as at from ${explanationTables}
    where ${visibleTo(me)} and ${open[state]} ${mine ? sql`and x.owner_id = ${me.id}` : sql``}
      ${ticketId ? sql`and x.ticket_id = ${ticketId}` : sql``} ${after}
    order by x.due_at ${direction}, x.id ${direction} limit ${limit}`.execute(ctx.db)
  return rows
}

export async function explanationViewRow(ctx: Ctx, id: string): Promise<ExplanationViewRow | undefined> {
  const { rows } = await sql<ExplanationViewRow>`
    select ${explanationColumns} from ${explanationTables} where x.id = ${id}`.execute(ctx.db)
  return rows[0]
}
