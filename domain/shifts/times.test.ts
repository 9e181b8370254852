import { describe, expect, test } from 'vitest'
import { addDays, daysOverlap, isTooLong, lengthMinutes, mondayOf, patternOverlaps, weekdayOf } from './times.ts'

const early = { from: '08:00', until: '16:00' }
const late = { from: '16:00', until: '00:00' }
const night = { from: '23:00', until: '07:00' }

test.each([
  ['08:00', '16:00', 480],
  ['16:00', '00:00', 480],
  ['23:00', '07:00', 480],
  ['08:00', '08:00', 1440],
])('from %s until %s lasts %i minutes', (from, until, minutes) => {
  expect(lengthMinutes({ from, until })).toBe(minutes)
})

test('16 hours are the longest shift', () => {
  expect(isTooLong({ from: '08:00', until: '00:00' })).toBe(false)
  expect(isTooLong({ from: '08:00', until: '00:01' })).toBe(true)
})

describe('shifts overlap', () => {
  test.each([
    ['one after the other', [[early, late]], false],
    ['in any order', [[late, early]], false],
    ['two at once', [[early, { from: '15:59', until: '20:00' }]], true],
    ['a night that ends before the next morning', [[night], [early]], false],
    ['a night that runs into the next morning', [[night], [{ from: '06:59', until: '12:00' }]], true],
    ['a night that ends as the next shift begins', [[night], [{ from: '07:00', until: '12:00' }]], false],
    ['nothing at all', [[], []], false],
  ])('%s', (_what, days, expected) => expect(daysOverlap(days)).toBe(expected))

  test('Sunday night and Monday morning of a pattern', () => {
    expect(
      patternOverlaps([
        { weekday: 7, ...night },
        { weekday: 1, ...early },
      ]),
    ).toBe(false)
    expect(
      patternOverlaps([
        { weekday: 7, ...night },
        { weekday: 1, from: '06:00', until: '14:00' },
      ]),
    ).toBe(true)
    expect(patternOverlaps(Array.from({ length: 7 }, (_, day) => ({ weekday: day + 1, ...night })))).toBe(false)
  })
})

test.each([
  ['2026-11-22', '2026-11-16', 7],
  ['2026-11-16', '2026-11-16', 1],
  ['2027-01-01', '2026-12-28', 5],
])('%s is in the week of %s, day %i of it', (day, monday, weekday) => {
  expect([mondayOf(day), weekdayOf(day)]).toEqual([monday, weekday])
})

test('days are counted over months', () => {
  expect([addDays('2026-12-31', 1), addDays('2026-03-01', -1)]).toEqual(['2027-01-01', '2026-02-28'])
})
