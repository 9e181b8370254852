import { sql } from 'kysely'
import type { FieldDefinition } from '../../../domain/tickets/fields.ts'
import type { Urgency } from '../../../domain/tickets/urgency.ts'
import type { Ctx, Platform, Tx } from '../../platform/context.ts'
import { gathered } from '../../platform/gather.ts'
import type { TicketRecord } from '../queries.ts'
import { type WholeTicket, wholeTicket } from '../view-queries.ts'

export type CreationFacts = {
  /** The ticket that this id made before. */
  existing: { digest: string | null; createdBy: string | null } | null
  category: { stage: string | null; defaultUrgency: Urgency } | null
  customer: { level: string; tags: string[]; locale: string | null; preferredChannel: string | null } | null
  /** The one who asks found the customer by a search, or wrote them down. */
  found: boolean
  /** Tickets of the same customer and category in the last 7 days. */
  repeats: number
  hasGroup: boolean
  hasDepartment: boolean
  definitions: FieldDefinition[]
}
type Asked = {
  ticketId: string
  category: string
  customerId: string | null
  groupId: string | null
  departmentId: string | null
  staffId: string
}

/**
 * Everything that creation has to know, in one look; whoever asks at the same moment is answered together. What looks into
 * a large table has a `limit`: an `exists` would be answered for all of it at once, by reading it whole.
 */
export async function creationFacts(ctx: Ctx, asked: Asked): Promise<CreationFacts> {
  const facts = await factsTogether(ctx.platform, asked)
  if (!facts) throw new Error('creation without facts')
  return facts
}

const factsTogether = gathered(async (platform: Platform, asked: Asked[]): Promise<CreationFacts[]> => {
  const week = new Date(platform.clock.now().getTime() - 7 * 86_400_000)
  const given = asked.map((one, place) => ({
    place,
    ticket_id: one.ticketId,
    category: one.category,
    customer_id: one.customerId,
    group_id: one.groupId,
    department_id: one.departmentId,
    staff_id: one.staffId,
  }))
  const { rows } = await sql<CreationFacts>`/* prepared ticket_creation_facts */
    select
      (select json_build_object('digest', encode(digest, 'hex'), 'createdBy', created_by) from ticket where id = x.ticket_id) as existing,
      (select json_build_object('stage', stage, 'defaultUrgency', default_urgency) from category
        where key = x.category and parent is not null and active) as category,
      (select json_build_object('level', level, 'tags', tags, 'locale', locale, 'preferredChannel', preferred_channel) from customer
        where id = x.customer_id) as customer,
      coalesce((select true from event where subject_type = 'customer' and subject_id = x.customer_id
        and kind in ('customer.found', 'customer.created') and actor_id = x.staff_id limit 1), false) as found,
      (select count(*) from ticket where customer_id = x.customer_id and ticket.category = x.category and created_at > ${week}
        and state not in ('merged', 'cancelled'))::int as repeats,
      exists (select 1 from staff_group where id = x.group_id and active) as has_group,
      exists (select 1 from department where id = x.department_id and active) as has_department,
      coalesce((select json_agg(json_build_object('key', key, 'kind', kind, 'choices', choices, 'requiredAt', required_at, 'nature', nature))
        from ticket_field where active), '[]') as definitions
    from json_to_recordset(${JSON.stringify(given)}::json) as x(place int, ticket_id uuid, category text, customer_id uuid, group_id uuid, department_id uuid, staff_id uuid)
    order by x.place`.execute(platform.db)
  return rows
})

export async function digestOfTicket(ctx: Ctx, id: string): Promise<string | null> {
  const row = await ctx.db.selectFrom('ticket').select('digest').where('id', '=', id).executeTakeFirst()
  return row?.digest?.toString('hex') ?? null
}

export type NewTicket = Pick<
  TicketRecord,
  | 'id'
  | 'state'
  | 'subject'
  | 'nature'
  | 'category'
  | 'stage'
  | 'urgency'
  | 'urgencyRaisers'
  | 'urgencyReason'
  | 'sentiment'
  | 'channel'
  | 'locale'
  | 'customerId'
  | 'anonymousReason'
  | 'preferredChannel'
  | 'conversationId'
  | 'orderNo'
  | 'product'
  | 'store'
  | 'pageUrl'
  | 'descriptionCustomer'
  | 'descriptionVerified'
  | 'initialSuggestion'
  | 'demand'
  | 'peopleInvolved'
  | 'occurredAt'
  | 'occurredRoughly'
  | 'wantedBy'
  | 'tags'
  | 'groupId'
  | 'departmentId'
  | 'assigneeId'
  | 'firstResponsibleId'
  | 'createdBy'
  | 'parentId'
  | 'splitFrom'
  | 'createdAt'
  | 'assignedAt'
  | 'acceptedAt'
> & { fields: Record<string, string | number>; digest: string; checks: readonly string[]; quoteSeqs: readonly number[] }
export type NumberedTicket = NewTicket & {
  no: string
  nextDueAt: Date | null
  nextDueKind: string | null
  toldAt: Date | null
}

const columns = `id uuid, no text, state text, subject text, nature text, category text, stage text, urgency text, urgency_raisers text[],
  urgency_reason text, sentiment text, channel text, locale text, customer_id uuid, anonymous_reason text, preferred_channel text,
  conversation_id uuid, order_no text, product text, store text, page_url text, description_customer text, description_verified text,
  initial_suggestion text, demand text, people_involved text, occurred_at timestamptz, occurred_roughly boolean, wanted_by timestamptz,
  tags text[], group_id uuid, department_id uuid, assignee_id uuid, first_responsible_id uuid, created_by uuid, parent_id uuid,
  split_from uuid, created_at timestamptz, assigned_at timestamptz, accepted_at timestamptz, fields jsonb, next_due_at timestamptz,
  next_due_kind text, told_at timestamptz`
const names = columns.replace(/ (uuid|text|timestamptz|boolean|jsonb)(\[\])?/g, '')

/** Writes tickets with checklist and quotes in one statement; answers those that were new, without these two. */
export async function insertTickets(tx: Tx, tickets: readonly NumberedTicket[]): Promise<Map<string, WholeTicket>> {
  const { rows } = await sql<WholeTicket>`/* prepared insert_tickets */
    with given as materialized (
      select * from json_to_recordset(${JSON.stringify(tickets.map(rowOf))}::json) as x(${sql.raw(columns)}, digest text, checks text[], quote_seqs int[])
    ), made as (
      insert into ticket (${sql.raw(names)}, digest, last_activity_at)
      select ${sql.raw(names)}, decode(digest, 'hex'), created_at from given order by no
      on conflict (id) do nothing returning *
    ), checked as (
      insert into ticket_check (id, ticket_id, position, body)
      select gen_random_uuid(), given.id, item.position, item.body from given join made using (id), unnest(given.checks) with ordinality as item(body, position)
    ), quoted as (
      insert into ticket_quote (ticket_id, conversation_id, seq)
      select given.id, given.conversation_id, m.seq from given join made using (id)
        join message m on m.conversation_id = given.conversation_id and m.stream = 'talk' and m.seq = any(given.quote_seqs)
    )
    select ${wholeTicket} from made as ticket
      left join lateral (select * from customer where id = ticket.customer_id offset 0) customer on true`.execute(tx.db)
  return new Map(rows.map((row) => [row.id, row]))
}

function rowOf(ticket: NumberedTicket): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(ticket).map(([key, value]) => [
      key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  )
}
