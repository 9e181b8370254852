import { type ConversationFacts, canView } from '../../domain/conversations/access.ts'
import { AppError } from '../../domain/errors.ts'
import type { Staff } from '../../domain/identity/actor.ts'
import { may, scopesOf } from '../../domain/identity/permissions.ts'
import { canViewTicket, hidesCustomer, type TicketFacts } from '../../domain/tickets/access.ts'
import type { Ctx } from '../platform/context.ts'
import { type CustomerRow, customerById } from './queries.ts'
import { type Ties, tiesOf, wasFoundBy } from './standing-queries.ts'

export type CustomerPurpose = 'view' | 'update' | 'reveal'
export type CustomerAccess = { customer: CustomerRow; may: { reveal: boolean; update: boolean } }

/**
 * The only way for a person to load a customer: whoever may see one of the customer's conversations or tickets, or owes them a call. Full
 * contacts follow domain/model 2.5: one's own, or every customer for supervisors and the privacy officer. "Not yours" answers as "not there".
 */
export async function customerFor(ctx: Ctx, id: string, purpose: CustomerPurpose = 'view'): Promise<CustomerAccess> {
  const customer = await customerById(ctx, id)
  if (!customer) throw new AppError('not_found')
  if (ctx.actor.kind === 'system') return { customer, may: { reveal: true, update: true } }
  if (ctx.actor.kind !== 'staff') throw new AppError('not_found')
  const rights = rightsOf(ctx.actor, (await tiesOf(ctx, [id], ctx.actor.id)).get(id))
  if (purpose === 'reveal' ? !rights.view && !rights.reveal : !rights.view) throw new AppError('not_found')
  if (purpose !== 'view' && !rights[purpose]) throw new AppError('not_allowed')
  return { customer, may: { reveal: rights.reveal, update: rights.update } }
}

/** Which of these customers the person may see anyway. */
export async function visibleOf(ctx: Ctx, ids: readonly string[]): Promise<Set<string>> {
  const { actor } = ctx
  if (actor.kind !== 'staff' || ids.length === 0) return new Set()
  const ties = await tiesOf(ctx, ids, actor.id)
  return new Set(ids.filter((id) => rightsOf(actor, ties.get(id)).view))
}

/**
 * Whether a ticket may be opened in this customer's name. To name one is to see them from then on, so an id alone is not enough: the person
 * sees the customer already, or once found them by a search or wrote them down. Both are paced and stand in the event log, which is asked
 * here without a time limit: whoever could find them then can find them now, and a draft may wait over the weekend.
 */
export async function mayName(ctx: Ctx, id: string): Promise<boolean> {
  if (ctx.actor.kind !== 'staff') return ctx.actor.kind === 'system'
  return (await wasFoundBy(ctx, id, ctx.actor.id)) || (await visibleOf(ctx, [id])).has(id)
}

function rightsOf(staff: Staff, ties: Ties | undefined) {
  const { conversations = [], tickets = [], isCallingBack = false } = ties ?? {}
  const view =
    isCallingBack ||
    conversations.some((facts) => canView(staff, facts)) ||
    tickets.some((facts) => canViewTicket(staff, facts) && !hidesCustomer(staff, facts))
  const scopes = scopesOf(staff.roles, 'customers.reveal_contact')
  const own =
    isCallingBack ||
    conversations.some((facts) => isOwn(staff, facts)) ||
    tickets.some((facts) => isOwnTicket(staff, facts))
  return {
    view,
    reveal: scopes.includes('all') || (scopes.includes('own') && own),
    update: view && may(staff.roles, 'conversations.take'),
  }
}

/** An offer or a place in the queue is not yet one's own customer. */
function isOwn(staff: Staff, facts: ConversationFacts): boolean {
  return (
    facts.assigneeId === staff.id || facts.firstResponsibleId === staff.id || facts.participantIds.includes(staff.id)
  )
}

/** Works it, answers for it, or wrote it down; being asked to take it over is not yet one's own. */
function isOwnTicket(staff: Staff, facts: TicketFacts): boolean {
  return [facts.assigneeId, facts.firstResponsibleId, facts.createdBy].includes(staff.id)
}
