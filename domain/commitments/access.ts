import type { Actor } from '../identity/actor.ts'
import { type Permission, scopesOf } from '../identity/permissions.ts'

export type CommitmentFacts = { ownerId: string; groupId: string | null; offeredTo: string | null; madeBy: string }

function reaches(actor: Actor, facts: CommitmentFacts, permission: Permission): boolean {
  if (actor.kind === 'system') return true
  if (actor.kind !== 'staff') return false
  const scopes = scopesOf(actor.roles, permission)
  if (scopes.includes('masked') || scopes.includes('all')) return true
  if (scopes.length > 0 && facts.ownerId === actor.id) return true
  return scopes.includes('group') && facts.groupId !== null && actor.groupIds.includes(facts.groupId)
}

/** The owner, the seniors and supervisors of the group; who made it, and who is asked to take it over. */
export function canViewCommitment(actor: Actor, facts: CommitmentFacts): boolean {
  if (reaches(actor, facts, 'commitments.view')) return true
  if (actor.kind !== 'staff' || scopesOf(actor.roles, 'commitments.view').length === 0) return false
  return facts.offeredTo === actor.id || facts.madeBy === actor.id
}

export const canWorkCommitment = (actor: Actor, facts: CommitmentFacts) => reaches(actor, facts, 'commitments.work')
