import { describe, expect, test } from 'vitest'
import { csvOf } from './csv.ts'
import { daysIn, noCounts, partsBetween, satisfactionOf } from './satisfaction.ts'

describe('satisfaction (metrics 3.2, CSAT)', () => {
  test('10 scores of 25 invitations: 70 %, mean 3.8, rate 40 %', () => {
    const { responseRate, mean, top2 } = satisfactionOf({ invited: 25, answered: 10, satisfied: 7, low: 3, total: 38 })
    expect(responseRate.value).toBeCloseTo(0.4)
    expect(mean).toEqual({ value: 3.8, n: 10 })
    expect(top2.value).toBeCloseTo(0.7)
    expect(top2.interval?.low).toBeCloseTo(0.3968, 3)
    expect(responseRate.interval).not.toBeNull()
  })

  test('nothing to divide by is n/a, never 0 or 100 %', () => {
    const { responseRate, mean, top2 } = satisfactionOf(noCounts)
    expect([responseRate.value, mean.value, top2.value]).toEqual([null, null, null])
    expect(top2.interval).toBeNull()
  })

  test('the interval stands with small samples alone (rule e)', () => {
    const of = (answered: number) => satisfactionOf({ ...noCounts, invited: answered, answered, satisfied: answered })
    expect(of(29).top2.interval).not.toBeNull()
    expect(of(30).top2.interval).toBeNull()
  })

  test('more answers than invitations in a period is said as it is, without an interval', () => {
    const { responseRate } = satisfactionOf({ ...noCounts, invited: 1, answered: 2 })
    expect(responseRate).toEqual({ value: 2, n: 1, interval: null })
  })
})

test.each([
  ['2026-02-27', '2026-03-02', 'day', ['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02']],
  ['2026-03-01', '2026-03-09', 'week', ['2026-02-23', '2026-03-02', '2026-03-09']],
  ['2025-12-31', '2026-02-01', 'month', ['2025-12-01', '2026-01-01', '2026-02-01']],
  ['2026-03-02', '2026-03-01', 'day', []],
] as const)('from %s to %s by %s', (from, to, grain, parts) => expect(partsBetween(from, to, grain)).toEqual(parts))

test('both ends of a period belong to it', () => expect(daysIn('2026-03-01', '2026-03-31')).toBe(31))

test.each([
  [['a', 1, null], 'a,1,'],
  [['x,y', 'say "hi"', 'two\nlines'], '"x,y","say ""hi""","two\nlines"'],
  [
    ['=HYPERLINK("http://evil")', '+1', '-cmd', '@x'],
    '"\'=HYPERLINK(""http://evil"")",+1,\'-cmd,\'@x'.replace(',+1', ",'+1"),
  ],
  [['-3', '98.5%'], '-3,98.5%'],
] as const)('%o in a CSV file', (row, line) => expect(csvOf([row])).toBe(`\uFEFF${line}\r\n`))
