import { expect, test } from 'vitest'
import { shippedCalendars } from '../../../domain/clocks/calendars.ts'
import { holidaySpans, withHolidays } from './holidays.ts'

test('days that follow one another under one name are one line', () => {
  const spans = holidaySpans(shippedCalendars[1]?.holidays ?? [])
  expect(spans[1]).toEqual({ name: '春节', from: '2026-02-15', until: '2026-02-23' })
  expect(spans).toHaveLength(7)
})

test('a day that is named again takes the new name, and stays one day', () => {
  const before = [{ date: '2026-10-01', name: '国庆节' }]
  expect(withHolidays(before, '中秋国庆', ['2026-10-01', '2026-09-30'])).toEqual([
    { date: '2026-09-30', name: '中秋国庆' },
    { date: '2026-10-01', name: '中秋国庆' },
  ])
})
