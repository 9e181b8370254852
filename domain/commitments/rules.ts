/** domain/model 2.3 "Commitment". `proposed` waits for the customer's yes, `due_soon` is 30 min before. */
export const commitmentStates = [
  'proposed',
  'agreed',
  'due_soon',
  'kept',
  'kept_late',
  'missed',
  'renegotiated',
  'cancelled',
] as const
export type CommitmentState = (typeof commitmentStates)[number]
export type CommitmentStep = 'agree' | 'come_due_soon' | 'keep' | 'pass_due' | 'renegotiate' | 'cancel'

const open: Partial<Record<CommitmentStep, CommitmentState>> = {
  come_due_soon: 'due_soon',
  keep: 'kept',
  pass_due: 'missed',
  renegotiate: 'renegotiated',
  cancel: 'cancelled',
}
const table: Record<CommitmentState, Partial<Record<CommitmentStep, CommitmentState>>> = {
  proposed: { agree: 'agreed', cancel: 'cancelled', pass_due: 'missed' },
  agreed: open,
  due_soon: open,
  // Late is better than never, and is told apart from in time.
  missed: { keep: 'kept_late' },
  kept: {},
  kept_late: {},
  renegotiated: {},
  cancelled: {},
}

/** The state after a step, or null where there is no such step: a promise is renegotiated before it is due, never after (R45). */
export function nextCommitmentState(state: CommitmentState, step: CommitmentStep): CommitmentState | null {
  return table[state][step] ?? null
}

/** The owner is reminded so long before (domain/model 2.3). */
export const remindMinutesBefore = 30
export const openCommitmentStates: readonly CommitmentState[] = ['proposed', 'agreed', 'due_soon']
export const isOpenCommitment = (state: CommitmentState): boolean => openCommitmentStates.includes(state)
