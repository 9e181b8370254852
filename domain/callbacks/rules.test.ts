import { describe, expect, test } from 'vitest'
import { type CallbackKind, missingIn, type Outcome, offersText, stateAfter } from './rules.ts'

const on = (...days: string[]) => days.map((day) => ({ outcome: 'no_answer' as Outcome, day }))

describe('what attempts make of a call-back (domain/model 2.3)', () => {
  test.each([
    ['nobody was called yet', 'low_score', [], 'open'],
    ['one in vain', 'low_score', on('1'), 'open'],
    ['two in vain', 'low_score', on('1', '1'), 'open'],
    ['three in vain on one day', 'low_score', on('1', '1', '1'), 'unreachable'],
    ['three in vain on one day after a complaint', 'complaint_after', on('1', '1', '1'), 'open'],
    ['four in vain on one day after a complaint', 'complaint_after', on('1', '1', '1', '1'), 'open'],
    ['three in vain on two days after a complaint', 'complaint_after', on('1', '1', '2'), 'unreachable'],
    ['reached at once', 'low_score', [{ outcome: 'reached', day: '1' }], 'done'],
    ['reached at the third attempt', 'routine', [...on('1', '1'), { outcome: 'reached', day: '1' }], 'done'],
    ['who does not want to talk is left in peace', 'low_score', [{ outcome: 'refused', day: '1' }], 'done'],
  ] as const)('%s', (_, kind, tried, state) => expect(stateAfter(kind as CallbackKind, tried)).toBe(state))
})

describe('what must be written down (R53)', () => {
  const told = { note: '', result: '', suggestion: '' }
  test.each([
    ['low_score', { ...told, outcome: 'reached' }, ['result', 'suggestion']],
    ['low_score', { ...told, outcome: 'reached', result: '已致歉', suggestion: '  ' }, ['suggestion']],
    ['low_score', { ...told, outcome: 'reached', result: '已致歉', suggestion: '回复快一点' }, []],
    ['complaint_after', { ...told, outcome: 'reached', result: '问题没有再出现' }, []],
    ['low_score', { ...told, outcome: 'no_answer' }, []],
    ['low_score', { ...told, outcome: 'refused' }, ['note']],
    ['routine', { ...told, outcome: 'refused', note: '客户说不方便' }, []],
  ] as const)('%s %o lacks %o', (kind, input, missing) => expect(missingIn(kind, input)).toEqual(missing))
})

test('a text message is offered from the second attempt on, as long as it is open', () => {
  expect([0, 1, 2, 3].map((count) => offersText('open', count))).toEqual([false, false, true, true])
  expect(offersText('unreachable', 3)).toBe(false)
})
