import { expect, test } from 'vitest'
import { trendLines, trendTop } from './trend.ts'

test('a trend runs from the first hour to the present one, zero at the bottom', () => {
  expect(trendLines([0, 5, 10], 10)).toEqual(['0,100 50,50 100,0'])
})

test('an hour without a value parts the line', () => {
  expect(trendLines([10, 10, null, 10, 10], 10)).toEqual(['0,0 25,0', '75,0 100,0'])
})

test('a lone hour is still seen', () => {
  expect(trendLines([null, 5, null], 10)).toEqual(['50,50 51.5,50'])
  expect(trendLines([5], 10)).toEqual(['0,50 1.5,50'])
})

test('nothing yet draws nothing', () => expect(trendLines([null, null], 1)).toEqual([]))

test('the target stands inside the picture', () => {
  expect(trendTop([0.2, null], 1)).toBeCloseTo(1.08)
  expect(trendTop([], null)).toBeGreaterThan(0)
})
