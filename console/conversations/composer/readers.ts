import type { Reply } from '../../../domain/contract.ts'
import { canView } from '../../../domain/conversations/access.ts'
import type { ConversationView } from '../../../domain/conversations/views.ts'
import type { listColleagues } from '../../../domain/identity/contract.ts'
import { factsOf } from '../facts.ts'

export type Colleague = { id: string; name: string; staffNo: string }
type Known = Reply<typeof listColleagues>['items'][number]

/** A mention opens no door (domain/model 2.5): offered are those who may see the conversation anyway. The server decides again. */
export function readersOf(view: ConversationView, colleagues: readonly Known[]): Colleague[] {
  const facts = factsOf(view)
  const reads = ({ staff, roles, groupIds }: Known) =>
    canView({ kind: 'staff', ...staff, roles, groupIds, departmentId: null, locale: 'en', sessionId: '' }, facts)
  return colleagues.filter(reads).map(({ staff }) => staff)
}
