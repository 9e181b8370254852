import type { Actor, Staff } from '../identity/actor.ts'
import { scopesOf } from '../identity/permissions.ts'
import type { ConversationState } from './lifecycle.ts'

/** The facts every access decision on a conversation needs; loaded once, checked without a query, also by the live hub. */
export type ConversationFacts = {
  id: string
  state: ConversationState
  visitorId: string | null
  groupId: string | null
  assigneeId: string | null
  firstResponsibleId: string | null
  offeredTo: string | null
  participantIds: readonly string[]
}

const takes = (actor: Staff) => scopesOf(actor.roles, 'conversations.take').length > 0
const inGroup = (actor: Staff, facts: ConversationFacts) =>
  facts.groupId !== null && actor.groupIds.includes(facts.groupId)
const isOwn = (actor: Staff, facts: ConversationFacts) =>
  facts.assigneeId === actor.id ||
  facts.firstResponsibleId === actor.id ||
  facts.offeredTo === actor.id ||
  facts.participantIds.includes(actor.id)

/** domain/model 2.5 "view conversations"; an agent also sees the queue of their groups, to take the next customer. */
export function canView(actor: Actor, facts: ConversationFacts): boolean {
  if (actor.kind === 'visitor') return facts.visitorId === actor.id
  if (actor.kind === 'system') return true
  if (actor.kind !== 'staff') return false
  const scopes = scopesOf(actor.roles, 'conversations.view')
  if (scopes.includes('own') && (isOwn(actor, facts) || canAccept(actor, facts))) return true
  return scopes.includes('group') && (inGroup(actor, facts) || isOwn(actor, facts))
}

export function canAccept(actor: Actor, facts: ConversationFacts): boolean {
  if (actor.kind !== 'staff' || facts.state !== 'queued' || !takes(actor)) return false
  return inGroup(actor, facts) || facts.offeredTo === actor.id
}

export function canReply(actor: Actor, facts: ConversationFacts): boolean {
  if (actor.kind === 'visitor') return facts.visitorId === actor.id
  if (actor.kind !== 'staff' || !takes(actor)) return false
  return facts.assigneeId === actor.id || facts.participantIds.includes(actor.id)
}

/** Internal notes: whoever takes conversations and sees this one (a supervisor's whisper is a note). */
export function canNote(actor: Actor, facts: ConversationFacts): boolean {
  return actor.kind === 'staff' && takes(actor) && canView(actor, facts)
}

/** Transfer, wait, end, wrap up: the assignee, or a supervisor of the group. */
export function canSteer(actor: Actor, facts: ConversationFacts): boolean {
  if (actor.kind !== 'staff') return false
  return facts.assigneeId === actor.id || canSupervise(actor, facts)
}

/** Listen, whisper, join, take over. */
export function canSupervise(actor: Actor, facts: ConversationFacts): boolean {
  if (actor.kind !== 'staff' || !canView(actor, facts)) return false
  return scopesOf(actor.roles, 'conversations.supervise').includes('group')
}
