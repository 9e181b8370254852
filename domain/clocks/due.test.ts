import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Calendar, dueAt, elapsedMinutes } from './calendar.ts'
import { calendarOf, shippedCalendars } from './calendars.ts'
import { countedMs, dueOf, type Pause, remindersAt, remindersBefore, type Timing } from './due.ts'
import vectors from './vectors/business-hours.json' with { type: 'json' }

const minuteMs = 60_000
const at = (text: string) => new Date(text)
const mainland = calendarOf(shippedCalendars[1] as (typeof shippedCalendars)[1])
const plain = (start: string, minutes: number, pauses: Pause[] = []): Timing => ({
  startedAt: at(start),
  targetMs: minutes * minuteMs,
  calendar: null,
  pauses,
})

describe('the shipped mainland calendar', () => {
  const { holidays, make_up_workdays } = vectors.calendars.CN
  it('has the holidays and make-up days of the vectors', () => {
    expect(mainland.holidays).toEqual(expect.arrayContaining(holidays))
    expect(mainland.makeUpDays).toEqual(expect.arrayContaining(make_up_workdays))
  })
  it.each(vectors.due.filter(({ cal }) => cal === 'CN'))('$start + $minutes min is due $due', (vector) => {
    const { start, minutes, due } = vector
    expect(dueOf({ ...plain(start, minutes), calendar: mainland })).toEqual(at(due))
  })
})

describe('a pause', () => {
  it('is added to a plain due time', () => {
    const pause: Pause = [Date.parse('2026-03-05T10:00:00Z'), Date.parse('2026-03-05T13:00:00Z')]
    expect(dueOf(plain('2026-03-05T09:00:00Z', 120, [pause]))).toEqual(at('2026-03-05T14:00:00Z'))
  })
  it('keeps the business time that was left: an hour before closing, resumed on Monday, due an hour after opening', () => {
    const pause: Pause = [Date.parse('2026-03-06T17:00:00+08:00'), Date.parse('2026-03-09T08:00:00+08:00')]
    const timing = { ...plain('2026-03-06T16:00:00+08:00', 120, [pause]), calendar: mainland }
    expect(dueOf(timing)).toEqual(at('2026-03-09T10:00:00+08:00'))
  })
  it('outside the opening hours costs nothing', () => {
    const night: Pause = [Date.parse('2026-03-05T20:00:00+08:00'), Date.parse('2026-03-05T23:00:00+08:00')]
    const timing = { ...plain('2026-03-05T17:00:00+08:00', 120, []), calendar: mainland }
    expect(dueOf({ ...timing, pauses: [night] })).toEqual(dueOf(timing))
  })
})

describe('reminders', () => {
  it.each([
    ['normal', [50, 80], 1440, ['2026-03-05T12:00:00.000Z', '2026-03-05T19:12:00.000Z']],
    ['urgent', [50, 75], 120, ['2026-03-05T01:00:00.000Z', '2026-03-05T01:30:00.000Z']],
    ['critical', [33, 66], 30, ['2026-03-05T00:09:54.000Z', '2026-03-05T00:19:48.000Z']],
  ])('of a %s ticket come at %j %%', (_, percents, minutes, expected) => {
    const reminders = remindersAt(plain('2026-03-05T00:00:00Z', minutes), percents)
    expect(reminders.map((one) => one.at.toISOString())).toEqual(expected)
  })
  it('on a calendar come in opening hours', () => {
    const timing = { ...plain('2026-03-06T17:00:00+08:00', 120), calendar: mainland }
    expect(remindersAt(timing, [75])).toEqual([{ percent: 75, at: at('2026-03-09T09:30:00+08:00') }])
  })
  it('30 minutes before an agreed time; none when it is agreed later than that', () => {
    const due = at('2026-03-05T10:00:00Z')
    expect(remindersBefore(at('2026-03-05T09:00:00Z'), due, [30])).toEqual([
      { percent: 50, at: at('2026-03-05T09:30:00Z') },
    ])
    expect(remindersBefore(at('2026-03-05T09:45:00Z'), due, [30])).toEqual([])
  })
})

it('a calendar that never opens counts as plain time', () => {
  const never: Calendar = { timeZone: 'UTC', week: {}, holidays: [], makeUpDays: [] }
  expect(dueOf({ ...plain('2026-03-05T00:00:00Z', 60), calendar: never })).toEqual(at('2026-03-05T01:00:00Z'))
})

const calendars = fc.constantFrom(null, ...shippedCalendars.map(calendarOf))
const starts = fc.date({ min: at('2026-01-01T00:00:00Z'), max: at('2026-12-01T00:00:00Z'), noInvalidDate: true })
const targets = fc.integer({ min: 1, max: 5000 })
/** Gaps and lengths in minutes, turned into pauses one after the other. */
const breaks = fc.array(fc.tuple(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 1, max: 3000 })), {
  maxLength: 4,
})
const timings = fc
  .record({ startedAt: starts, minutes: targets, calendar: calendars, breaks })
  .map(({ startedAt, minutes, calendar, breaks }): Timing => {
    let cursor = startedAt.getTime()
    const pauses = breaks.map(([gap, length]): Pause => {
      const from = cursor + gap * minuteMs
      cursor = from + length * minuteMs
      return [from, cursor]
    })
    return { startedAt, targetMs: minutes * minuteMs, calendar, pauses }
  })

describe('whatever the calendar and the pauses', () => {
  it('exactly the target has counted at the due time', () => {
    fc.assert(fc.property(timings, (timing) => countedMs(timing, dueOf(timing)) === timing.targetMs))
  })
  it('what counts and what is paused is all the time there was', () => {
    fc.assert(
      fc.property(timings, fc.integer({ min: 0, max: 30_000 }), (timing, minutes) => {
        const until = new Date(timing.startedAt.getTime() + minutes * minuteMs)
        const all = { ...timing, pauses: [] }
        const paused = timing.pauses
          .map(
            ([from, to]) =>
              countedMs(all, new Date(Math.min(to, until.getTime()))) -
              countedMs(all, new Date(Math.min(from, until.getTime()))),
          )
          .reduce((sum, ms) => sum + ms, 0)
        expect(countedMs(timing, until) + paused).toBe(countedMs(all, until))
        if (!timing.calendar) expect(countedMs(all, until)).toBe(until.getTime() - timing.startedAt.getTime())
      }),
    )
  })
  it('a longer target is never due earlier, nor is anything after a pause', () => {
    fc.assert(
      fc.property(timings, targets, (timing, more) => {
        const due = dueOf(timing)
        expect(dueOf({ ...timing, targetMs: timing.targetMs + more * minuteMs }) > due).toBe(true)
        expect(dueOf({ ...timing, pauses: timing.pauses.slice(0, -1) }) <= due).toBe(true)
      }),
    )
  })
  it('reminders come in order and before the due time', () => {
    fc.assert(
      fc.property(timings, fc.array(fc.integer({ min: 1, max: 99 }), { maxLength: 5 }), (timing, percents) => {
        const times = remindersAt(timing, percents).map((one) => one.at.getTime())
        expect(times).toEqual(times.toSorted((a, b) => a - b))
        for (const time of times) expect(time).toBeLessThanOrEqual(dueOf(timing).getTime())
      }),
    )
  })
  it('without a pause it is the due time of the calendar', () => {
    fc.assert(
      fc.property(timings, (timing) => {
        const { calendar, startedAt, targetMs } = timing
        const due = dueOf({ ...timing, pauses: [] })
        if (!calendar) expect(due.getTime()).toBe(startedAt.getTime() + targetMs)
        else {
          expect(due).toEqual(dueAt(calendar, startedAt, targetMs / minuteMs))
          expect(elapsedMinutes(calendar, startedAt, due)).toBe(targetMs / minuteMs)
        }
      }),
    )
  })
})
