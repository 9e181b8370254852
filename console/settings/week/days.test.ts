import { describe, expect, it } from 'vitest'
import { parseDays, tidyTime } from './days.ts'

describe('days as people paste them', () => {
  it.each([
    ['2026-10-01', ['2026-10-01']],
    ['2026-10-03, 2026-10-01\n2026-10-01', ['2026-10-01', '2026-10-03']],
    ['2026-02-27~2026-03-02', ['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02']],
    ['2026-01-01至2026-01-02', ['2026-01-01', '2026-01-02']],
    ['', []],
  ])('%s', (text, days) => expect(parseDays(text)).toEqual({ days, wrong: [] }))
  it.each(['2026-02-30', 'tomorrow', '2026-1-1', '2026-10-07~2026-10-01', '2026-01-01~2027-01-01', '<b>'])(
    '%s is none',
    (text) => expect(parseDays(text)).toEqual({ days: [], wrong: [text] }),
  )
})

describe('times as people type them', () => {
  it.each([
    ['9', '09:00'],
    ['930', '930'],
    ['09:30', '09:30'],
    ['9：5', '09:05'],
    ['18.30', '18:30'],
    ['24', '24:00'],
    ['25', '25'],
    ['9:75', '9:75'],
    ['nine', 'nine'],
  ])('%s becomes %s', (text, time) => expect(tidyTime(text)).toBe(time))
})
