import type { Actor, Staff } from '../identity/actor.ts'
import { type Permission, type Scope, scopesOf } from '../identity/permissions.ts'
import { isFinal, isOpenTicket, type TicketState } from './lifecycle.ts'

/** The facts every access decision on a ticket needs; loaded once, checked without a query. */
export type TicketFacts = {
  id: string
  state: TicketState
  groupId: string | null
  departmentId: string | null
  /** Departments that were sent a part of the work. */
  nodeDepartmentIds: readonly string[]
  assigneeId: string | null
  firstResponsibleId: string
  createdBy: string | null
  /** Who was asked to take it over and has not answered. */
  handoverTo: string | null
  customerId: string | null
}

const inGroup = (actor: Staff, facts: TicketFacts) => facts.groupId !== null && actor.groupIds.includes(facts.groupId)
const isOwn = (actor: Staff, facts: TicketFacts) =>
  facts.assigneeId === actor.id || facts.firstResponsibleId === actor.id
const isOfDepartment = ({ departmentId }: Staff, facts: TicketFacts) =>
  departmentId !== null && (facts.departmentId === departmentId || facts.nodeDepartmentIds.includes(departmentId))
/** Open and nobody's: whoever of the group may take it sees it. */
const isFree = (facts: TicketFacts) => isOpenTicket(facts.state) && facts.assigneeId === null

const anyScope = () => true

function reaches(
  actor: Staff,
  facts: TicketFacts,
  permission: Permission,
  counts: (scope: Scope) => boolean = anyScope,
) {
  const reach: Partial<Record<Scope, boolean>> = {
    all: true,
    masked: true,
    own: isOwn(actor, facts),
    group: inGroup(actor, facts) || isOwn(actor, facts),
    department: isOfDepartment(actor, facts),
  }
  return scopesOf(actor.roles, permission).some((scope) => counts(scope) && reach[scope] === true)
}

/** domain/model 2.5: own, own group's, own department's; who created it follows it, who is asked to take it over reads it first. */
export function canViewTicket(actor: Actor, facts: TicketFacts): boolean {
  if (actor.kind === 'system') return true
  if (actor.kind === 'visitor') return facts.customerId === actor.customerId
  if (actor.kind !== 'staff') return false
  if (scopesOf(actor.roles, 'tickets.view').length === 0) return false
  if (facts.createdBy === actor.id || facts.handoverTo === actor.id) return true
  return reaches(actor, facts, 'tickets.view') || canTakeTicket(actor, facts)
}

/** Sees it only because a department of theirs has a part in it: that part, and nothing of the customer. */
export function seesOnlyPart(actor: Actor, facts: TicketFacts): boolean {
  if (actor.kind !== 'staff' || !isOfDepartment(actor, facts)) return false
  if (facts.createdBy === actor.id || facts.handoverTo === actor.id || canTakeTicket(actor, facts)) return false
  return !reaches(actor, facts, 'tickets.view', (scope) => scope !== 'department')
}

/** Management and privacy officers read without names; a department reads its part (domain/model 2.5). */
export function hidesCustomer(actor: Actor, facts: TicketFacts): boolean {
  if (actor.kind !== 'staff') return false
  const roles = actor.roles.filter((role) => role !== 'management' && role !== 'privacy_officer')
  return seesOnlyPart(actor, facts) || !canViewTicket({ ...actor, roles }, facts)
}

/** Take what is nobody's in one's own group. */
export function canTakeTicket(actor: Actor, facts: TicketFacts): boolean {
  if (actor.kind !== 'staff') return false
  const works = scopesOf(actor.roles, 'tickets.work')
  return (works.includes('own') || works.includes('group')) && isFree(facts) && inGroup(actor, facts)
}

/** Steps, fields, words to the customer: the owner, seniors and supervisors of the group. Never who only answers for a department. */
export function canWorkTicket(actor: Actor, facts: TicketFacts): boolean {
  if (actor.kind === 'system') return true
  if (actor.kind !== 'staff' || isFinal(facts.state)) return false
  const works = scopesOf(actor.roles, 'tickets.work')
  if (works.includes('own') && isOwn(actor, facts)) return true
  return works.includes('group') && (inGroup(actor, facts) || isOwn(actor, facts))
}

/** Internal notes: whoever works it, and the departments that have a part in it. */
export function canNoteTicket(actor: Actor, facts: TicketFacts): boolean {
  return canWorkTicket(actor, facts) || canAnswerForDepartment(actor, facts)
}

export function canAnswerForDepartment(actor: Actor, facts: TicketFacts): boolean {
  if (actor.kind !== 'staff' || isFinal(facts.state)) return false
  return scopesOf(actor.roles, 'tickets.work').includes('department') && isOfDepartment(actor, facts)
}

/** domain/model 2.5 "reassign"; an agent hands over what is theirs, a department passes on its own part only. */
export function canReassignTicket(actor: Actor, facts: TicketFacts): boolean {
  if (actor.kind === 'system') return true
  if (actor.kind !== 'staff' || isFinal(facts.state)) return false
  return reaches(actor, facts, 'tickets.reassign', (scope) => scope !== 'department')
}

/** Merge, cancel, waive, lower the urgency: a supervisor of the group. */
export function canOverseeTicket(actor: Actor, facts: TicketFacts): boolean {
  if (actor.kind === 'system') return true
  if (actor.kind !== 'staff' || isFinal(facts.state)) return false
  return scopesOf(actor.roles, 'tickets.merge').includes('all') && (inGroup(actor, facts) || isOwn(actor, facts))
}
