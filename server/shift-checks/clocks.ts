import type { ClockEffects } from '../clocks/queries.ts'
import { lookAgain } from './actions.ts'
import { freeShiftChecks } from './queries.ts'

export const holdShiftChecks = freeShiftChecks

export const shiftCheckClocks: ClockEffects = {
  shift_check: async (tx, clock) => {
    if (clock.moment === 'breach') await lookAgain(tx, clock.subjectId, true)
  },
}
