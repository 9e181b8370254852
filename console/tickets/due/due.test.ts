import { describe, expect, test } from 'vitest'
import { dueTone, lengthOf } from './due.ts'

const at = (clock: string) => `2026-01-05T${clock}:00.000Z`
const time = (clock: string) => Date.parse(at(clock))

describe('how urgent a limit looks', () => {
  test('from the last reminder on it is amber: 80 % of a normal limit', () => {
    const limit = { startedAt: at('00:00'), dueAt: at('10:00'), urgency: 'normal' as const }
    expect(dueTone(limit, time('07:59'))).toBe('normal')
    expect(dueTone(limit, time('08:00'))).toBe('due')
  })

  test('75 % of an urgent one, 66 % of a critical one', () => {
    const urgent = { startedAt: at('00:00'), dueAt: at('02:00'), urgency: 'urgent' as const }
    expect(dueTone(urgent, time('01:29'))).toBe('normal')
    expect(dueTone(urgent, time('01:30'))).toBe('due')
    const critical = { startedAt: at('00:00'), dueAt: at('00:30'), urgency: 'critical' as const }
    expect(dueTone(critical, time('00:19'))).toBe('normal')
    expect(dueTone(critical, time('00:20'))).toBe('due')
  })

  test('where the start is not known, what the last reminder leaves of the usual limit counts', () => {
    expect(dueTone({ dueAt: at('12:00'), urgency: 'urgent' }, time('11:29'))).toBe('normal')
    expect(dueTone({ dueAt: at('12:00'), urgency: 'urgent' }, time('11:30'))).toBe('due')
  })

  test('the due instant itself is in time, a moment later is not', () => {
    const limit = { dueAt: at('12:00'), urgency: 'normal' as const }
    expect(dueTone(limit, time('12:00'))).toBe('due')
    expect(dueTone(limit, time('12:00') + 1)).toBe('breached')
  })
})

test.each([
  [26 * 3_600_000, { unit: 'days', big: 1, small: 2 }],
  [-2 * 3_600_000 - 60_000, { unit: 'hours', big: 2, small: 1 }],
  [59 * 60_000 + 5000, { unit: 'minutes', big: 59, small: 5 }],
  [59_999, { unit: 'seconds', big: 59, small: 0 }],
])('%i ms are said in the two largest units', (ms, length) => expect(lengthOf(ms)).toEqual(length))
