import type { PolicyView } from '../../../domain/clocks/contract.ts'

/** A rule while it is being edited. */
export type PolicyDraft = Omit<PolicyView, 'id' | 'kind' | 'shipped'>
export type DraftProps = { draft: PolicyDraft; onChange: (part: Partial<PolicyDraft>) => void }

const fresh: PolicyDraft = {
  urgency: null,
  category: null,
  channel: null,
  customerLevel: null,
  groupId: null,
  targetMinutes: 120,
  calendarId: null,
  reminders: null,
  active: true,
}

export function draftOf(policy: PolicyView | null): PolicyDraft {
  if (!policy) return fresh
  const { id: _, kind: __, shipped: ___, ...draft } = policy
  return draft
}
