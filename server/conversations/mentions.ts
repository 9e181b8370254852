import { canView } from '../../domain/conversations/access.ts'
import { type StaffCard, staffByIds } from '../identity/queries.ts'
import type { Ctx } from '../platform/context.ts'
import { factsOf, loadConversation } from './queries.ts'

/** A mention opens no door: it tells colleagues who may read the note, and nobody else what stands in it (domain/model 2.5). */
export async function readersAmong(ctx: Ctx, conversationId: string, staffIds: readonly string[]): Promise<string[]> {
  const row = await loadConversation(ctx, conversationId)
  const people = await staffByIds(ctx, staffIds)
  const reads = (person: StaffCard) => row && canView({ ...person, kind: 'staff', sessionId: '' }, factsOf(row))
  return people.filter(reads).map((person) => person.id)
}
