import type { ClockEffects, SubjectHold } from '../clocks/queries.ts'
import { freeRows } from '../platform/free-rows.ts'
import { lookAgain } from './actions.ts'

export const holdShiftChecks: SubjectHold = (tx, ids) => freeRows(tx, 'shiftCheck', ids)

export const shiftCheckClocks: ClockEffects = {
  shift_check: async (tx, clock) => {
    if (clock.moment === 'breach') await lookAgain(tx, clock.subjectId, true)
  },
}
