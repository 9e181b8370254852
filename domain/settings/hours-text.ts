import type { Interval } from '../clocks/calendar.ts'
import type { Locale } from '../locale.ts'
import type { OpeningHours } from './hours.ts'

type Words = { days: readonly string[]; join: string; to: string; daily: string; allDay: string; closed: string }

const words: Record<Locale, Words> = {
  'zh-CN': {
    days: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
    join: '、',
    to: '至',
    daily: '每天',
    allDay: '24 小时',
    closed: '暂不营业',
  },
  'zh-TW': {
    days: ['週一', '週二', '週三', '週四', '週五', '週六', '週日'],
    join: '、',
    to: '至',
    daily: '每天',
    allDay: '24 小時',
    closed: '暫不營業',
  },
  en: {
    days: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
    join: ', ',
    to: '–',
    daily: 'Every day',
    allDay: '24 hours',
    closed: 'Closed',
  },
}

/** The week in one line, `周一至周五 09:00–18:00；周六 10:00–16:00`; days with the same hours are joined. */
export function hoursText(hours: OpeningHours, locale: Locale): string {
  const { join, allDay, closed } = words[locale]
  const groups = sameHours(hours)
  if (groups.length === 0) return closed
  const lines = groups.map(({ days, intervals }) => {
    const times = intervals.map(([from, until]) => (isAllDay([from, until]) ? allDay : `${from}–${until}`))
    return `${daysText(days, locale)} ${times.join(join)}`
  })
  return lines.join(locale === 'en' ? '; ' : '；')
}

const isAllDay = ([from, until]: Interval) => from === '00:00' && (until === '24:00' || until === '00:00')

type Group = { days: number[]; intervals: readonly Interval[] }

function sameHours({ week }: OpeningHours): Group[] {
  const groups = new Map<string, Group>()
  for (const [weekday, intervals] of Object.entries(week)) {
    if (intervals.length === 0) continue
    const key = JSON.stringify(intervals)
    const group = groups.get(key) ?? { days: [], intervals }
    group.days.push(Number(weekday) - 1)
    groups.set(key, group)
  }
  return [...groups.values()]
}

function daysText(days: number[], locale: Locale): string {
  const { days: names, join, to, daily } = words[locale]
  if (days.length === 7) return daily
  const runs: number[][] = []
  for (const day of days) {
    const run = runs.at(-1)
    if (run && run.at(-1) === day - 1) run.push(day)
    else runs.push([day])
  }
  const named = runs.flatMap((run) =>
    run.length > 2 ? `${names[run[0] ?? 0]}${to}${names[run.at(-1) ?? 0]}` : run.map((day) => names[day] ?? ''),
  )
  return named.join(join)
}
