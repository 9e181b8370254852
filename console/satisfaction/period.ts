import type { Grain } from '../../domain/reports/satisfaction.ts'
import { daysIn } from '../../domain/reports/satisfaction.ts'
import type { Period } from './queries.ts'

export const presets = ['7', '30', '90', 'month', 'lastMonth'] as const
export type Preset = (typeof presets)[number]

const dayMs = 86_400_000

/** Today where the centre is, whatever clock the reader has. */
export function todayIn(timeZone: string, now: number): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(now)
}

export function periodOf(preset: Preset, today: string): Period {
  const back = (days: number) => new Date(Date.parse(today) - days * dayMs).toISOString().slice(0, 10)
  const firstOfMonth = `${today.slice(0, 7)}-01`
  if (preset === 'month') return { from: firstOfMonth, to: today }
  if (preset === 'lastMonth') {
    const last = new Date(Date.parse(firstOfMonth) - dayMs).toISOString().slice(0, 10)
    return { from: `${last.slice(0, 7)}-01`, to: last }
  }
  return { from: back(Number(preset) - 1), to: today }
}

/** As many points as can be read: days of a month, weeks of half a year. */
export function fittingGrain({ from, to }: Period): Grain {
  const days = daysIn(from, to)
  if (days <= 45) return 'day'
  return days <= 190 ? 'week' : 'month'
}
