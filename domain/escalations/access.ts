import type { Actor } from '../identity/actor.ts'
import { scopesOf } from '../identity/permissions.ts'

export type EscalationFacts = {
  groupId: string | null
  raisedBy: string | null
  recipientIds: readonly string[]
  /** Who owes the explanation, if one is owed. */
  ownerId: string | null
}

/** Supervisors of the group, management, whoever was told, whoever raised it and whoever owes the explanation. */
export function canViewEscalation(actor: Actor, facts: EscalationFacts): boolean {
  if (actor.kind === 'system') return true
  if (actor.kind !== 'staff') return false
  if (scopesOf(actor.roles, 'escalations.view').length === 0) return false
  return canAnswerEscalation(actor, facts) || facts.raisedBy === actor.id || facts.ownerId === actor.id
}

/** Acknowledge, act, close, read the explanation: the answer comes from above, never from who owes it. */
export function canAnswerEscalation(actor: Actor, facts: EscalationFacts): boolean {
  if (actor.kind !== 'staff' || facts.ownerId === actor.id) return false
  const scopes = scopesOf(actor.roles, 'escalations.answer')
  if (scopes.includes('all')) return true
  if (facts.recipientIds.includes(actor.id)) return scopes.length > 0
  return scopes.includes('group') && facts.groupId !== null && actor.groupIds.includes(facts.groupId)
}
