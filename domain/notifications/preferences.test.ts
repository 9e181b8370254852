import { describe, expect, test } from 'vitest'
import { noticeKinds } from './kinds.ts'
import {
  chosenWays,
  defaultWays,
  isQuiet,
  type NoticePreference,
  noPreference,
  noticeGroups,
  noticeWays,
  onlyDifferent,
  waysNow,
} from './preferences.ts'

const working = { wallTime: '10:00', isOnShift: true }

test('every kind stands in one group of the page', () => {
  expect(Object.values(noticeGroups).flat().sort()).toEqual([...noticeKinds].sort())
})

describe('quiet hours', () => {
  test.each([
    ['22:00', '07:00', '21:59', false],
    ['22:00', '07:00', '22:00', true],
    ['22:00', '07:00', '00:30', true],
    ['22:00', '07:00', '06:59', true],
    ['22:00', '07:00', '07:00', false],
    ['12:00', '13:30', '12:00', true],
    ['12:00', '13:30', '13:29', true],
    ['12:00', '13:30', '13:30', false],
    ['12:00', '13:30', '03:00', false],
  ])('from %s until %s, at %s: %s', (from, until, at, quiet) => {
    expect(isQuiet({ from, until }, at)).toBe(quiet)
  })

  test('leave a notice in the page and call nobody', () => {
    const preference = { ...noPreference, quiet: { from: '22:00', until: '07:00' } }
    expect(waysNow(preference, 'message', { wallTime: '23:00', isOnShift: true })).toEqual(['in_page'])
    expect(waysNow(preference, 'message', working)).toEqual([...noticeWays])
  })
})

test.each([
  [true, [...noticeWays]],
  [false, ['in_page']],
  [null, [...noticeWays]],
])('only on shift, on shift: %s', (isOnShift, ways) => {
  expect(waysNow({ ...noPreference, onlyOnShift: true }, 'message', { wallTime: '10:00', isOnShift })).toEqual(ways)
})

describe('a choice', () => {
  const off: NoticePreference = {
    ...noPreference,
    choices: { message: [], ticket_breached: [], escalation_raised: ['push'] },
  }

  test('switches a kind off', () => expect(waysNow(off, 'message', working)).toEqual([]))
  test('leaves the breach of a ticket in the page', () =>
    expect(waysNow(off, 'ticket_breached', working)).toEqual(['in_page']))
  test('leaves an escalation in the page', () =>
    expect(chosenWays(off, 'escalation_raised')).toEqual(['in_page', 'push']))
  test('that equals the default is not kept', () => {
    const choices: NoticePreference['choices'] = {
      message: ['push', 'sound', 'desktop', 'in_page'],
      mention: ['in_page'],
      bulk_done: ['in_page'],
    }
    expect(onlyDifferent(choices)).toEqual({ mention: ['in_page'] })
  })
})

test('what can wait does not ring by default', () => {
  expect(defaultWays('export_ready')).toEqual(['in_page'])
  expect(defaultWays('offered')).toEqual([...noticeWays])
})
