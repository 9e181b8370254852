import type { Ctx } from '../../platform/context.ts'
import { defaultPlaces, freestSenior } from './queries.ts'

/** What is known of a ticket before anybody has it. */
export type NewCase = {
  nature: string
  category: string
  stage: string
  urgency: string
  channel: string
  locale: string
  customerId: string | null
  conversationGroupId: string | null
  /** Who opens it, and the groups they are in. */
  createdBy: string | null
  creatorGroupIds: readonly string[]
  tags: readonly string[]
  fields: Record<string, string | number>
}
export type Route = {
  groupId: string | null
  departmentId: string | null
  /** Given at once; null: whoever of the group takes it. */
  assigneeId: string | null
  /** What decided, for the event: a rule's id, or `default`. */
  by: string
}

/**
 * Where a new ticket goes when nobody said (model 2.4, R26, R72): the group and department of its category; a complaint
 * without one to the complaint group; otherwise the conversation's group, then the creator's. Complaints and what is
 * critical go to a senior agent of the group at once, to the one with the least to do.
 */
export async function routeNewTicket(ctx: Ctx, ticket: NewCase): Promise<Route> {
  const places = await defaultPlaces(ctx, ticket.category)
  const fallback = ticket.nature === 'complaint' ? places.complaintGroupId : null
  const groupId =
    places.groupId ?? fallback ?? ticket.conversationGroupId ?? ticket.creatorGroupIds[0] ?? places.firstGroupId
  const asksForSenior = ticket.nature === 'complaint' || ticket.urgency === 'critical'
  const assigneeId = groupId && asksForSenior ? await freestSenior(ctx, groupId) : null
  return { groupId, departmentId: places.departmentId, assigneeId, by: 'default' }
}
