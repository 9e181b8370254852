import { describe, expect, test } from 'vitest'
import { endOfItem, openMinutesBefore, stateOfCheck } from './rules.ts'

const waits = { isSettled: false, isSomebodyElses: false, hasUpdate: false }

describe('what was open before the shift ends (SOP 000 四, R58)', () => {
  test('the check opens 30 minutes before', () => expect(openMinutesBefore).toBe(30))

  test.each([
    ['nothing happened', waits, null],
    ['an update was written', { ...waits, hasUpdate: true }, 'updated'],
    ['somebody else accepted it', { ...waits, isSomebodyElses: true }, 'handed_over'],
    ['it is settled', { ...waits, isSettled: true, hasUpdate: true }, 'settled'],
  ] as const)('%s', (_, facts, end) => expect(endOfItem(facts)).toBe(end))

  test.each([
    ['open', 2, false, 'open'],
    ['open', 0, false, 'done'],
    ['open', 0, true, 'done'],
    ['open', 1, true, 'overdue'],
    ['overdue', 0, true, 'overdue'],
    ['done', 0, true, 'done'],
  ] as const)('%s with %i waiting, ended %s, is %s', (state, waiting, ended, then) =>
    expect(stateOfCheck(state, waiting, ended)).toBe(then),
  )
})
