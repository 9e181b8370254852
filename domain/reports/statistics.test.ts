import { describe, expect, test } from 'vitest'
import { quantile, ratio, wilson95 } from './statistics.ts'

describe('quantile type 7 (metrics, rule d)', () => {
  const values = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3]
  test.each([
    [0, 1],
    [0.5, 3.5],
    [0.9, 6.3],
    [0.95, 7.65],
    [1, 9],
  ])('P%f of the ten digits is %f', (p, expected) => {
    expect(quantile(values, p)).toBeCloseTo(expected, 12)
  })

  test('one value is every quantile, none is n/a', () => {
    expect(quantile([7], 0.9)).toBe(7)
    expect(quantile([], 0.5)).toBeNull()
  })

  test('the values keep their order', () => {
    quantile(values, 0.5)
    expect(values[0]).toBe(3)
  })
})

describe('Wilson 95 % interval (metrics, rule e)', () => {
  test.each([
    [8, 10, 0.490162, 0.943318],
    [45, 50, 0.786398, 0.956524],
    [0, 20, 0, 0.161125],
    [170, 200, 0.7939, 0.8929],
  ])('%i of %i lies between %f and %f', (successes, n, low, high) => {
    const interval = wilson95(successes, n)
    expect(interval?.low).toBeCloseTo(low, 4)
    expect(interval?.high).toBeCloseTo(high, 4)
  })

  test('nothing asked says nothing', () => expect(wilson95(0, 0)).toBeNull())
})

test('a ratio with denominator 0 is n/a, never 0 or 100 %', () => {
  expect(ratio(0, 0)).toBeNull()
  expect(ratio(0, 4)).toBe(0)
})
