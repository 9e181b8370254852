import type { Actor, Staff } from '../../identity/actor.ts'
import { scopesOf } from '../../identity/permissions.ts'
import { canViewTicket, type TicketFacts } from '../access.ts'
import { isOpenTicket } from '../lifecycle.ts'

export const ticketLists = ['mine', 'responsible', 'new', 'group', 'department', 'escalated', 'overdue', 'all'] as const
export type TicketList = (typeof ticketLists)[number]

/** How far somebody looks after tickets; where several hold, the widest. Whoever only follows one has none. */
export type ListReach = 'all' | 'group' | 'own' | 'department' | 'none'

/** From domain/model 2.5: `masked` hides contacts, which no ticket row shows, and reaches everything. */
export function listReach(actor: Staff): ListReach {
  const scopes = scopesOf(actor.roles, 'tickets.view')
  if (scopes.includes('all') || scopes.includes('masked')) return 'all'
  return (['group', 'own', 'department'] as const).find((scope) => scopes.includes(scope)) ?? 'none'
}

/** Their department's part is a list of its own, whatever else they do. */
export function looksAfterDepartment(actor: Staff): boolean {
  const scopes = scopesOf(actor.roles, 'tickets.view')
  return scopes.includes('department') || listReach(actor) === 'all'
}

export type ListedTicket = TicketFacts & { escalated: boolean; nextDueAt: Date | null }

const isFree = (facts: TicketFacts) => isOpenTicket(facts.state) && facts.assigneeId === null

/** Whose overdue and escalated tickets these are to look after. */
function isInCare(actor: Staff, facts: TicketFacts): boolean {
  const isOwn = facts.assigneeId === actor.id || facts.firstResponsibleId === actor.id
  const inGroup = facts.groupId !== null && actor.groupIds.includes(facts.groupId)
  switch (listReach(actor)) {
    case 'all':
      return true
    case 'group':
      return inGroup || isOwn
    case 'own':
      return isOwn
    case 'department':
      return isOfDepartment(actor, facts)
    default:
      return false
  }
}

function isOfDepartment({ departmentId }: Staff, facts: TicketFacts): boolean {
  return (
    departmentId !== null && (facts.departmentId === departmentId || facts.nodeDepartmentIds.includes(departmentId))
  )
}

/**
 * Which list a ticket stands in for somebody, before any filter. All but `all` hold open tickets, and their counters count
 * exactly these. `new` is what nobody has taken. An agent's `group` is what of the group they may take; seniors and supervisors see the whole of it.
 */
export function isInTicketList(
  actor: Actor,
  facts: ListedTicket,
  { list, now }: { list: TicketList; now: Date },
): boolean {
  if (actor.kind !== 'staff' || !canViewTicket(actor, facts)) return false
  if (list === 'all') return true
  const reach = listReach(actor)
  const isPersonal = reach === 'all' || reach === 'group' || reach === 'own'
  const inGroup = facts.groupId !== null && actor.groupIds.includes(facts.groupId)
  const belongs: Record<Exclude<TicketList, 'all'>, boolean> = {
    mine: isPersonal && facts.assigneeId === actor.id,
    responsible: isPersonal && facts.firstResponsibleId === actor.id,
    new: isFree(facts) && (reach === 'all' || (isPersonal && inGroup)),
    group: isPersonal && inGroup && (reach !== 'own' || isFree(facts)),
    department: looksAfterDepartment(actor) && isOfDepartment(actor, facts),
    escalated: facts.escalated && isInCare(actor, facts),
    overdue: facts.nextDueAt !== null && facts.nextDueAt < now && isInCare(actor, facts),
  }
  return isOpenTicket(facts.state) && belongs[list]
}
