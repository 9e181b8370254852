/** SOP 000 四 (R58): so many minutes before the end of the shift. */
export const openMinutesBefore = 30

export const shiftCheckStates = ['open', 'done', 'overdue'] as const
export type ShiftCheckState = (typeof shiftCheckStates)[number]
export const itemEnds = ['updated', 'handed_over', 'settled'] as const
export type ItemEnd = (typeof itemEnds)[number]

/** What has happened to a ticket or promise since the check opened, seen from the person whose shift ends. */
export type ItemFacts = {
  /** Nobody owes work on it any more. */
  isSettled: boolean
  /** Neither its work nor the answer for it is theirs any more. */
  isSomebodyElses: boolean
  /** They wrote on it since the check opened. */
  hasUpdate: boolean
}

/** C12: an update is demanded, not a solution; handing over counts once the other has accepted. Null = still waits. */
export function endOfItem({ isSettled, isSomebodyElses, hasUpdate }: ItemFacts): ItemEnd | null {
  if (isSettled) return 'settled'
  if (isSomebodyElses) return 'handed_over'
  return hasUpdate ? 'updated' : null
}

/** What the check is now: done with its last item, overdue when the shift ends before that; done late stays overdue. */
export function stateOfCheck(state: ShiftCheckState, waiting: number, hasEnded: boolean): ShiftCheckState {
  if (state !== 'open') return state
  if (waiting === 0) return 'done'
  return hasEnded ? 'overdue' : 'open'
}
