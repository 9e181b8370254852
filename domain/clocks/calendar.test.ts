import { describe, expect, it } from 'vitest'
import { type Calendar, dueAt, elapsedMinutes, type Interval, isOpenAt, nextOpening, type Weekday } from './calendar.ts'
import vectors from './vectors/business-hours.json' with { type: 'json' }
import { isTimeZone } from './zone.ts'

type Raw = {
  like?: string
  tz?: string
  days?: number[]
  windows: string[][]
  holidays?: string[]
  make_up_workdays?: string[]
}
const raws: Record<string, Raw> = vectors.calendars

function calendarOf(name: string): Calendar {
  const own = raws[name] as Raw
  const raw = { ...raws[own.like ?? name], ...own } as Raw
  const windows = raw.windows as unknown as Interval[]
  return {
    timeZone: raw.tz ?? 'UTC',
    week: Object.fromEntries((raw.days ?? []).map((day) => [String(day) as Weekday, windows])),
    holidays: raw.holidays ?? [],
    makeUpDays: raw.make_up_workdays ?? [],
  }
}

describe('business time (metrics 3.3)', () => {
  it('has all 12 vectors', () => expect(vectors.due.length + vectors.elapsed.length).toBe(12))

  it.each(vectors.due)('$cal: $start + $minutes min is due $due', ({ cal, start, minutes, due }) => {
    expect(dueAt(calendarOf(cal), new Date(start), minutes)).toEqual(new Date(due))
  })

  it.each(vectors.elapsed)('$cal: $a to $b is $minutes open minutes', ({ cal, a, b, minutes }) => {
    expect(elapsedMinutes(calendarOf(cal), new Date(a), new Date(b))).toBe(minutes)
  })

  it.each(vectors.due)('$cal: from $start to $due the same minutes have passed', ({ cal, start, minutes, due }) => {
    expect(elapsedMinutes(calendarOf(cal), new Date(start), new Date(due))).toBe(minutes)
  })
})

const china = calendarOf('CN')
const allDay: Calendar = {
  timeZone: 'Asia/Shanghai',
  week: Object.fromEntries(['1', '2', '3', '4', '5', '6', '7'].map((day) => [day, [['00:00', '24:00']]])),
  holidays: [],
  makeUpDays: [],
}

describe('opening', () => {
  it.each([
    ['2026-03-05T09:00:00+08:00', true, 'opening itself'],
    ['2026-03-05T17:59:59+08:00', true, 'the last second'],
    ['2026-03-05T18:00:00+08:00', false, 'closing itself'],
    ['2026-02-16T10:00:00+08:00', false, 'a holiday on a Monday'],
    ['2026-02-14T10:00:00+08:00', true, 'a make-up Saturday'],
    ['2026-03-07T10:00:00+08:00', false, 'an ordinary Saturday'],
  ])('%s is open: %s (%s)', (at, open) => expect(isOpenAt(china, new Date(at))).toBe(open))

  it('waits for the end of Spring Festival', () => {
    expect(nextOpening(china, new Date('2026-02-14T18:00:00+08:00'))).toEqual(new Date('2026-02-24T09:00:00+08:00'))
  })
  it('is now when open now', () => {
    const now = new Date('2026-03-05T10:00:00.123+08:00')
    expect(nextOpening(china, now)).toEqual(now)
  })
  it('an overnight window belongs to the day it begins on', () => {
    const night = { ...calendarOf('TW_NIGHT'), holidays: ['2026-03-06'] }
    expect(isOpenAt(night, new Date('2026-03-06T05:59:00+08:00'))).toBe(true)
    expect(isOpenAt(night, new Date('2026-03-06T23:00:00+08:00'))).toBe(false)
    expect(isOpenAt(night, new Date('2026-03-07T02:00:00+08:00'))).toBe(false)
  })
  it('never closes when open all day and all week', () => {
    const at = new Date('2026-03-05T23:59:59.999+08:00')
    expect(isOpenAt(allDay, at)).toBe(true)
    expect(dueAt(allDay, at, 3 * 1440)).toEqual(new Date(at.getTime() + 3 * 86_400_000))
  })
  it('a calendar that never opens has no due time', () => {
    const never = { ...china, week: {} }
    expect(dueAt(never, new Date('2026-03-05T10:00:00Z'), 1)).toBeNull()
    expect(nextOpening(never, new Date('2026-03-05T10:00:00Z'))).toBeNull()
    expect(elapsedMinutes(never, new Date('2026-03-05T10:00:00Z'), new Date('2027-03-05T10:00:00Z'))).toBe(0)
  })
  it('counts overlapping windows once', () => {
    const week = {
      '4': [
        ['09:00', '12:00'],
        ['11:00', '13:00'],
      ] as Interval[],
    }
    const from = new Date('2026-03-05T00:00:00+08:00')
    expect(elapsedMinutes({ ...china, week }, from, new Date(from.getTime() + 86_400_000))).toBe(240)
  })
  it('nothing has passed when the end is not after the start', () => {
    const at = new Date('2026-03-05T10:00:00+08:00')
    expect(elapsedMinutes(china, at, at)).toBe(0)
    expect(elapsedMinutes(china, at, new Date(at.getTime() - 60_000))).toBe(0)
  })
})

describe('daylight saving', () => {
  const newYork = (opens: string, closes: string): Calendar => ({
    ...allDay,
    timeZone: 'America/New_York',
    week: { '7': [[opens, closes]] },
  })
  const minutesOn = (calendar: Calendar, date: string) =>
    elapsedMinutes(calendar, new Date(`${date}T00:00:00-05:00`), new Date(`${date}T23:59:00-05:00`))

  it('a border in the skipped hour stands at the skip', () => {
    expect(minutesOn(newYork('00:00', '02:30'), '2026-03-08')).toBe(120)
    expect(minutesOn(newYork('02:30', '06:00'), '2026-03-08')).toBe(180)
  })
  it('the repeated hour counts twice inside a window', () => {
    expect(
      elapsedMinutes(newYork('00:00', '06:00'), new Date('2026-11-01T04:00:00Z'), new Date('2026-11-02T00:00:00Z')),
    ).toBe(420)
  })
})

describe('time zones', () => {
  it.each(['Asia/Shanghai', 'Asia/Taipei', 'UTC', 'Europe/London'])('%s is one', (name) =>
    expect(isTimeZone(name)).toBe(true),
  )
  it.each(['', 'Mars/Olympus', '+08:00', 'Asia/Shanghai; drop'])('"%s" is none', (name) =>
    expect(isTimeZone(name)).toBe(false),
  )
})
