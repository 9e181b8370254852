import { lastContactDays, type RoutedCase, type RuleTarget, rulesFor } from '../../../domain/tickets/routing/rules.ts'
import type { Ctx } from '../../platform/context.ts'
import { onDuty, supervisorsInCharge } from '../../shifts/queries.ts'
import { colleague } from '../parts/place-queries.ts'
import { defaultPlaces, freestOf, freestSenior, lastAssignee } from './queries.ts'
import { currentRules } from './rules.ts'

/** What is known of a ticket before anybody has it. */
export type NewCase = RoutedCase & {
  customerId: string | null
  /** Earlier tickets of the customer in this category, of the last days. */
  repeats: number
  conversationGroupId: string | null
  /** Who opens it, and the groups they are in. */
  createdBy: string | null
  creatorGroupIds: readonly string[]
}
export type Route = {
  groupId: string | null
  departmentId: string | null
  /** Given at once; null: whoever of the group takes it. */
  assigneeId: string | null
  /** What decided, for the event: a rule's id, or `default`. */
  by: string
}

type Place = { groupId: string | null; departmentId: string | null }

/**
 * Where a new ticket goes when nobody said (model 2.4, R26, R72): the first rule that fits and finds somebody. The group is
 * that of the rule, else that of the category, a complaint's without one the complaint group, else the conversation's, else
 * the creator's. Nobody is given what they could not see: who gets it is of the group, and works on tickets.
 */
export async function routeNewTicket(ctx: Ctx, ticket: NewCase): Promise<Route> {
  const places = await defaultPlaces(ctx, ticket.category)
  const fallback = ticket.nature === 'complaint' ? places.complaintGroupId : null
  const groupId =
    places.groupId ?? fallback ?? ticket.conversationGroupId ?? ticket.creatorGroupIds[0] ?? places.firstGroupId
  const usual = { groupId, departmentId: places.departmentId }
  for (const { id, target } of rulesFor(await currentRules(ctx), ticket)) {
    const found = await aim(ctx, ticket, { target, usual })
    if (found) return { ...usual, ...found, by: id }
  }
  return { ...usual, assigneeId: null, by: 'default' }
}

type Aimed = Partial<Place> & { assigneeId: string | null }

/** Null: the rule finds nobody, and the next one is asked. */
function aim(
  ctx: Ctx,
  ticket: NewCase,
  { target, usual }: { target: RuleTarget; usual: Place },
): Promise<Aimed | null> {
  const groupId = ('groupId' in target ? target.groupId : null) ?? usual.groupId
  const given = async (found: Promise<string | null | undefined>) => {
    const assigneeId = await found
    return assigneeId ? { groupId, assigneeId } : null
  }
  switch (target.to) {
    case 'group':
      return Promise.resolve({ groupId, assigneeId: null })
    case 'department':
      return Promise.resolve({ departmentId: target.departmentId, assigneeId: null })
    case 'seniors':
      return given(seniorOf(ctx, groupId, target.orSupervisor))
    case 'supervisor':
      return given(supervisorsInCharge(ctx, groupId).then(([first]) => first))
    case 'least_load':
      return given(freest(ctx, groupId))
    case 'person':
      return personOf(ctx, target.staffId, groupId)
    case 'last_contact':
      return given(lastContact(ctx, ticket, groupId))
  }
}

async function seniorOf(ctx: Ctx, groupId: string | null, orSupervisor: boolean): Promise<string | null> {
  const senior = groupId && (await freestSenior(ctx, groupId))
  if (senior || !orSupervisor) return senior
  return (await supervisorsInCharge(ctx, groupId))[0] ?? null
}

async function freest(ctx: Ctx, groupId: string | null): Promise<string | null> {
  return groupId && freestOf(ctx, groupId, await onDuty(ctx, { groupId, permission: 'tickets.work' }))
}

/** In the category's group when they are of it, else in a group of their own. */
async function personOf(ctx: Ctx, staffId: string, usual: string | null): Promise<Aimed | null> {
  const person = await colleague(ctx, staffId)
  if (!person?.roles.some((role) => role === 'agent' || role === 'senior_agent' || role === 'supervisor')) return null
  const groupId = usual && person.groupIds.includes(usual) ? usual : person.groupIds[0]
  return groupId ? { groupId, assigneeId: staffId } : null
}

async function lastContact(ctx: Ctx, ticket: NewCase, groupId: string | null): Promise<string | null> {
  const { customerId, category, repeats } = ticket
  if (!customerId || !groupId || repeats === 0) return null
  const since = new Date(ctx.clock.now().getTime() - lastContactDays * 86_400_000)
  const known = await lastAssignee(ctx, { customerId, category, groupId, since })
  return known && (await onDuty(ctx, { groupId })).includes(known) ? known : null
}
