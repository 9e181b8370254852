import { metrics } from './metrics.ts'
import { smallSample, wilson95 } from './statistics.ts'
import { noTallies } from './tally.ts'

/** What was counted of invitations and answers: `total` adds up the scores, `satisfied` are 4 and 5, `low` as judged when given. */
export type Counts = { invited: number; answered: number; satisfied: number; low: number; total: number }

export const noCounts: Counts = { invited: 0, answered: 0, satisfied: 0, low: 0, total: 0 }

export type Share = {
  value: number | null
  n: number /** With small samples only (metrics, rule e). */
  interval: Interval | null
}
export type Interval = { low: number; high: number }
export type Satisfaction = { responseRate: Share; mean: { value: number | null; n: number }; top2: Share }

/** The figures of the page, by the definitions that the wall and every other report use (metrics 3.2 "CSAT"). */
export function satisfactionOf({ invited, answered, satisfied, total }: Counts): Satisfaction {
  const tally = (n: number, good = 0, sum = 0) => ({ n, good, total: sum, samples: [] })
  const tallies = { ...noTallies(), invited: tally(invited), csat: tally(answered, satisfied, total) }
  return {
    responseRate: withInterval(metrics.response_rate.compute(tallies)),
    mean: metrics.csat_mean.compute(tallies),
    top2: withInterval(metrics.csat_top2.compute(tallies)),
  }
}

/** Answers to last period's invitations may make a small period look odd: a share above 1 has no interval. */
function withInterval({ value, n }: { value: number | null; n: number }): Share {
  const isSmall = value !== null && value <= 1 && n < smallSample
  return { value, n, interval: isSmall ? wilson95(value * n, n) : null }
}

export const grains = ['day', 'week', 'month'] as const
export type Grain = (typeof grains)[number]
/** A period is no longer than this: a page of a year and a month still reads quickly. */
export const longestDays = 400

const dayMs = 86_400_000
const isoDay = (ms: number) => new Date(ms).toISOString().slice(0, 10)

/** First days of the parts from `from` to `to`, both included; weeks begin on Monday. Dates are the centre's, as YYYY-MM-DD. */
export function partsBetween(from: string, to: string, grain: Grain): string[] {
  const parts: string[] = []
  for (let at = startOf(from, grain); at <= Date.parse(to); at = nextOf(at, grain)) parts.push(isoDay(at))
  return parts
}

function startOf(day: string, grain: Grain): number {
  const at = Date.parse(day)
  if (grain === 'day') return at
  if (grain === 'month') return Date.parse(`${day.slice(0, 7)}-01`)
  return at - ((new Date(at).getUTCDay() + 6) % 7) * dayMs
}

function nextOf(at: number, grain: Grain): number {
  if (grain === 'day') return at + dayMs
  if (grain === 'week') return at + 7 * dayMs
  const date = new Date(at)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)
}

export const daysIn = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / dayMs) + 1
