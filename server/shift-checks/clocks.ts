import { type ClockEffects, freeRows, type SubjectHold } from '../clocks/queries.ts'
import { lookAgain } from './actions.ts'

export const holdShiftChecks: SubjectHold = (tx, ids) => freeRows(tx, 'shiftCheck', ids)

export const shiftCheckClocks: ClockEffects = {
  shift_check: async (tx, clock) => {
    if (clock.moment === 'breach') await lookAgain(tx, clock.subjectId, true)
  },
}
