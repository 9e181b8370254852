import { sql } from 'kysely'
import type { ConversationFacts } from '../../domain/conversations/access.ts'
import type { TicketFacts } from '../../domain/tickets/access.ts'
import type { Ctx } from '../platform/context.ts'

/** What ties people to a customer: their newest conversations and tickets, and calls that somebody owes. */
export type Ties = { conversations: ConversationFacts[]; tickets: TicketFacts[]; isCallingBack: boolean }
type Of<F> = F & { customerId: string }

/** The facts that the gate asks for, of several customers at once; conversations and tickets belong to areas above. */
export async function tiesOf(ctx: Ctx, ids: readonly string[], staffId: string): Promise<Map<string, Ties>> {
  const [conversations, tickets, owed] = await Promise.all([
    conversationsOf(ctx, ids),
    ticketsOf(ctx, ids),
    owedBy(ctx, ids, staffId),
  ])
  const ties = new Map<string, Ties>(
    ids.map((id) => [id, { conversations: [], tickets: [], isCallingBack: owed.has(id) }]),
  )
  for (const { customerId, ...facts } of conversations) ties.get(customerId)?.conversations.push(facts)
  for (const facts of tickets) ties.get(facts.customerId)?.tickets.push(facts)
  return ties
}

async function conversationsOf(ctx: Ctx, ids: readonly string[]): Promise<Of<ConversationFacts>[]> {
  const { rows } = await sql<Of<ConversationFacts>>`
    select one.* from unnest(${ids}::uuid[]) as x (id) cross join lateral (
      select customer_id, id, state, visitor_id, group_id, assignee_id, first_responsible_id, offered_to,
        array(select staff_id from participant where participant.conversation_id = conversation.id) as participant_ids
      from conversation where customer_id = x.id order by started_at desc limit 500) one`.execute(ctx.db)
  return rows
}

async function ticketsOf(ctx: Ctx, ids: readonly string[]): Promise<Of<TicketFacts>[]> {
  const { rows } = await sql<Of<TicketFacts>>`
    select one.* from unnest(${ids}::uuid[]) as x (id) cross join lateral (
      select customer_id, id, state, group_id, department_id, assignee_id, first_responsible_id, created_by,
        array(select department_id from ticket_node n where n.ticket_id = ticket.id and n.state <> 'recalled') as node_department_ids,
        (select to_id from ticket_handover h where h.ticket_id = ticket.id and h.answered_at is null) as handover_to
      from ticket where customer_id = x.id order by created_at desc, id desc limit 500) one`.execute(ctx.db)
  return rows
}

/** Whoever has to call a customer back needs the number, wherever the service took place. */
async function owedBy(ctx: Ctx, ids: readonly string[], staffId: string): Promise<Set<string>> {
  const { rows } = await sql<{ customerId: string }>`
    select distinct customer_id from callback_task
    where customer_id = any(${ids}::uuid[]) and owner_id = ${staffId} and state = 'open'`.execute(ctx.db)
  return new Set(rows.map(({ customerId }) => customerId))
}

/** Whether this person found the customer by a search, or wrote them down: the event log says so. */
export async function wasFoundBy(ctx: Ctx, customerId: string, staffId: string): Promise<boolean> {
  const { rows } = await sql`
    select from event where subject_type = 'customer' and subject_id = ${customerId}
      and kind in ('customer.found', 'customer.created') and actor_id = ${staffId} limit 1`.execute(ctx.db)
  return rows.length > 0
}
