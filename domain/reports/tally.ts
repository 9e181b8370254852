/**
 * What is counted of each event, once: `n` cases, `good` ones among them, `total` of their values, and where medians are
 * asked for the values themselves. Durations in ms; csat counts scores. Source: domain/metrics 3.1, 3.2.
 */
export const countedFigures = [
  'welcome',
  'wait',
  'greeting',
  'frt',
  'turn',
  'handle',
  'wrap',
  'abandoned',
  'invited',
  'csat',
  'low',
  'ticket_created',
  'ticket_resolved',
  'ticket_closed',
  'ticket_reopened',
  'response_met',
  'response_breached',
  'result_met',
  'result_breached',
  'error',
] as const
export type CountedFigure = (typeof countedFigures)[number]

export type Tally = { n: number; good: number; total: number; samples: readonly number[] }
export type Tallies = Record<CountedFigure, Tally>

const nothing: Tally = { n: 0, good: 0, total: 0, samples: [] }

export function noTallies(): Tallies {
  return Object.fromEntries(countedFigures.map((figure) => [figure, nothing])) as Tallies
}

export function addTally(tallies: Tallies, figure: CountedFigure, more: Tally): void {
  const { n, good, total, samples } = tallies[figure]
  tallies[figure] = {
    n: n + more.n,
    good: good + more.good,
    total: total + more.total,
    samples: [...samples, ...more.samples],
  }
}

/** Sums up hours, groups or people: counting is the same at every size. */
export function sumTallies(parts: Iterable<Tallies>): Tallies {
  const sum = noTallies()
  for (const part of parts) for (const figure of countedFigures) addTally(sum, figure, part[figure])
  return sum
}

/** metrics 3.1 "abandonment": who leaves within 5 s was never really offered to anybody. */
export const shortAbandonSeconds = 5
/** metrics 3.1 "service level": 80/20. */
export const answerSeconds = 20
/** metrics 3.2 "CSAT": top-2 share counts 4 and 5. */
export const satisfiedScore = 4
