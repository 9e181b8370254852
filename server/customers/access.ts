import { type ConversationFacts, canView } from '../../domain/conversations/access.ts'
import type { ConversationState } from '../../domain/conversations/lifecycle.ts'
import { AppError } from '../../domain/errors.ts'
import type { Staff } from '../../domain/identity/actor.ts'
import { may, scopesOf } from '../../domain/identity/permissions.ts'
import type { Ctx } from '../platform/context.ts'
import { type CustomerRow, conversationFactsOf, customerById, owesCallback } from './queries.ts'

export type CustomerPurpose = 'view' | 'update' | 'reveal'
export type CustomerAccess = { customer: CustomerRow; may: { reveal: boolean; update: boolean } }

/**
 * The only way for a person to load a customer: whoever may see one of the customer's conversations, or owes them a call. Full contacts follow
 * domain/model 2.5: own conversation, or every customer for supervisors and the privacy officer. "Not yours" answers as "not there".
 */
export async function customerFor(ctx: Ctx, id: string, purpose: CustomerPurpose = 'view'): Promise<CustomerAccess> {
  const customer = await customerById(ctx, id)
  if (!customer) throw new AppError('not_found')
  if (ctx.actor.kind === 'system') return { customer, may: { reveal: true, update: true } }
  if (ctx.actor.kind !== 'staff') throw new AppError('not_found')
  const [conversations, isCallingBack] = [await conversationFactsOf(ctx, id), await owesCallback(ctx, id, ctx.actor.id)]
  const rights = rightsOf(ctx.actor, conversations as FactsRow[], isCallingBack)
  if (purpose === 'reveal' ? !rights.view && !rights.reveal : !rights.view) throw new AppError('not_found')
  if (purpose !== 'view' && !rights[purpose]) throw new AppError('not_allowed')
  return { customer, may: { reveal: rights.reveal, update: rights.update } }
}

type FactsRow = Omit<ConversationFacts, 'state'> & { state: ConversationState }

function rightsOf(staff: Staff, conversations: FactsRow[], isCallingBack: boolean) {
  const view = isCallingBack || conversations.some((facts) => canView(staff, facts))
  const scopes = scopesOf(staff.roles, 'customers.reveal_contact')
  const own = isCallingBack || conversations.some((facts) => isOwn(staff, facts))
  return {
    view,
    reveal: scopes.includes('all') || (scopes.includes('own') && own),
    update: view && may(staff.roles, 'conversations.take'),
  }
}

/** An offer or a place in the queue is not yet one's own customer. */
function isOwn(staff: Staff, facts: FactsRow): boolean {
  return (
    facts.assigneeId === staff.id || facts.firstResponsibleId === staff.id || facts.participantIds.includes(staff.id)
  )
}
