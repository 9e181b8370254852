import type { Actor, Staff } from '../identity/actor.ts'
import { scopesOf } from '../identity/permissions.ts'

export type CallbackFacts = { ownerId: string | null; groupId: string | null; isOpen: boolean }

const isIn = (actor: Staff, { groupId }: CallbackFacts) => groupId !== null && actor.groupIds.includes(groupId)

/** Own ones; seniors and supervisors their group's; management all, masked; what waits for anybody, whoever could take it. */
export function canViewCallback(actor: Actor, facts: CallbackFacts): boolean {
  if (actor.kind === 'system') return true
  if (actor.kind !== 'staff') return false
  const scopes = scopesOf(actor.roles, 'callbacks.view')
  if (scopes.includes('masked')) return true
  if (scopes.length > 0 && facts.ownerId === actor.id) return true
  return (scopes.includes('group') && isIn(actor, facts)) || canTakeCallback(actor, facts)
}

/** Calling and writing down what was said: the owner, and who answers for the group. */
export function canWorkCallback(actor: Actor, facts: CallbackFacts): boolean {
  if (actor.kind === 'system') return true
  if (actor.kind !== 'staff' || !facts.isOpen) return false
  const scopes = scopesOf(actor.roles, 'callbacks.work')
  return (scopes.length > 0 && facts.ownerId === actor.id) || (scopes.includes('group') && isIn(actor, facts))
}

/** Nobody's yet: anybody of the group who calls back may make it theirs. */
export function canTakeCallback(actor: Actor, facts: CallbackFacts): boolean {
  if (actor.kind !== 'staff' || !facts.isOpen || facts.ownerId !== null) return false
  return scopesOf(actor.roles, 'callbacks.work').length > 0 && isIn(actor, facts)
}

/** Handing it to somebody: who answers for the group. */
export function canAssignCallback(actor: Actor, facts: CallbackFacts): boolean {
  if (actor.kind !== 'staff' || !facts.isOpen) return false
  return scopesOf(actor.roles, 'callbacks.work').includes('group') && isIn(actor, facts)
}

/** A mistake is taken back by the supervisor alone: whoever got the low score may not make it go away. */
export function canCancelCallback(actor: Actor, facts: CallbackFacts): boolean {
  if (actor.kind !== 'staff' || !facts.isOpen) return false
  return scopesOf(actor.roles, 'conversations.supervise').includes('group') && isIn(actor, facts)
}
