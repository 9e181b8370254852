import { describe, expect, test } from 'vitest'
import { locales } from '../locale.ts'
import fixture from './metrics.test-data.json' with { type: 'json' }
import { isOnTarget, type MetricKey, metricKeys, metrics } from './metrics.ts'
import {
  type CountedFigure,
  noTallies,
  satisfiedScore,
  shortAbandonSeconds,
  sumTallies,
  type Tallies,
} from './tally.ts'
import { wallFigures } from './wall.ts'

const at = (time: string) => Date.parse(`2026-03-05T${time}+08:00`)
const ms = (from: string, to: string) => at(to) - at(from)

function tallied(values: readonly number[], isGood: (value: number) => boolean = () => false) {
  return {
    n: values.length,
    good: values.filter(isGood).length,
    total: values.reduce((a, b) => a + b, 0),
    samples: values,
  }
}

/** Counts the fixture the way the roll-up counts the event log. */
function count(conversations: typeof fixture.conversations, scores: readonly number[], invited: number): Tallies {
  const answered = conversations.flatMap((one) => (one.accepted ? [{ ...one, accepted: one.accepted }] : []))
  const abandoned = conversations.filter((one) => !one.accepted)
  const firstReply = ({ msgs }: { msgs: string[][] }) => msgs.find(([role]) => role === 'a')?.[1] as string
  return {
    ...noTallies(),
    welcome: tallied(
      conversations.map((one) => ms(one.started, one.welcome)),
      (latency) => latency <= 10_000,
    ),
    wait: tallied(answered.map((one) => ms(one.queued, one.accepted))),
    greeting: tallied(
      answered.map((one) => ms(one.accepted, firstReply(one))),
      (delay) => delay <= 30_000,
    ),
    frt: tallied(answered.map((one) => ms(one.queued, firstReply(one)))),
    turn: tallied(answered.flatMap((one) => laterTurns(one.msgs))),
    handle: tallied(answered.map((one) => ms(one.accepted, one.ended))),
    wrap: tallied(answered.map((one) => one.wrap_s * 1000)),
    abandoned: tallied(
      abandoned.map((one) => ms(one.queued, one.ended)),
      (wait) => wait <= shortAbandonSeconds * 1000,
    ),
    csat: tallied(scores, (score) => score >= satisfiedScore),
    invited: tallied(Array.from({ length: invited }, () => 0)),
  }
}

/** Several customer messages in a row are one turn; a bot's answer is none; an unanswered last turn is not in the mean. */
function laterTurns(msgs: readonly string[][]): number[] {
  const turns: number[] = []
  let greeted = false
  let unanswered: string | null = null
  for (const [role, time] of msgs as [string, string][]) {
    if (role === 'c') unanswered ??= time
    if (role !== 'a') continue
    if (greeted && unanswered) turns.push(ms(unanswered, time))
    greeted = true
    unanswered = null
  }
  return turns
}

const { expected } = fixture
const tallies = count(fixture.conversations, expected.csat.scores, expected.csat.invited)

describe('figures of metrics.md 3.1 and 3.2 on the fixture', () => {
  test.each<[MetricKey, number, number]>([
    ['welcome_in_time', expected.welcome_within_10s, 6],
    ['greeting_in_time', expected.greeting_within_30s, 4],
    ['frt_mean', expected.frt_mean, 4],
    ['frt_median', expected.frt_median, 4],
    ['frt_p90', 99, 4],
    ['asa', expected.asa_s, 4],
    ['art', expected.art_mean_s, 5],
    ['aht', expected.aht_mean, 4],
    ['abandonment', expected.abandon_rate, 5],
    ['csat_top2', expected.csat.top2, 10],
    ['csat_mean', expected.csat.mean, 10],
    ['response_rate', expected.csat.response_rate, 25],
  ])('%s is %f of %i', (key, value, n) => {
    const figure = metrics[key].compute(tallies)
    expect(figure.value).toBeCloseTo(value, 10)
    expect(figure.n).toBe(n)
  })

  test.each([
    ['ticket_response', 'response_met', 'response_breached'],
    ['ticket_result', 'result_met', 'result_breached'],
  ] as const)('%s is what was in time of all that was due', (key, met, late) => {
    const tally = (n: number) => ({ n, good: 0, total: 0, samples: [] })
    const some = { ...noTallies(), [met]: tally(19), [late]: tally(1) }
    expect(metrics[key].compute(some)).toEqual({ value: 0.95, n: 20 })
  })

  test('every figure without a case is n/a', () => {
    for (const key of metricKeys) expect(metrics[key].compute(noTallies())).toEqual({ value: null, n: 0 })
  })

  test('parts summed up give the figures of the whole', () => {
    const { conversations } = fixture
    const parts = [
      count(conversations.slice(0, 2), [5, 5, 4], 10),
      count(conversations.slice(2), expected.csat.scores.slice(3), 15),
    ]
    const measured = metricKeys.filter((key) => metrics[key].compute(tallies).value !== null)
    expect(measured).toHaveLength(metricKeys.length - 2)
    for (const key of measured)
      expect(metrics[key].compute(sumTallies(parts)).value).toBeCloseTo(metrics[key].compute(tallies).value ?? -1, 10)
  })
})

test('every figure of the wall is defined, says its formula in three languages and names its source', () => {
  for (const key of [...metricKeys, ...wallFigures]) {
    for (const locale of locales) expect(metrics[key].formula[locale].length).toBeGreaterThan(5)
    expect(metrics[key].source).not.toBe('')
  }
})

test.each([
  ['higher', 0.95, 0.95, true],
  ['higher', 0.95, 0.9, false],
  ['lower', 20, 20, true],
  ['lower', 20, 20.1, false],
  ['lower', null, 900, true],
] as const)('%s is better, target %s: %f is on target: %s', (better, target, value, isOn) => {
  expect(isOnTarget({ better, target }, value)).toBe(isOn)
})

test('an empty tally changes nothing', () => {
  const figures: CountedFigure[] = ['frt', 'csat']
  const sum = sumTallies([tallies, noTallies()])
  for (const figure of figures) expect(sum[figure]).toEqual(tallies[figure])
})
