import { describe, expect, it } from 'vitest'
import { interleaved, median, rounded } from './harness/figure.ts'

describe('the figures of a bench', () => {
  it('takes the middle of an odd and between the two of an even number of values', () => {
    expect(median([9, 1, 5])).toBe(5)
    expect(median([4, 1, 2, 9])).toBe(3)
  })

  it('measures value and baseline by turns and leaves out the first round', async () => {
    const order: string[] = []
    const take = (name: string, values: number[]) => async () => {
      order.push(name)
      return values.shift() ?? 0
    }
    const result = await interleaved(3, take('A', [1000, 10, 30, 20]), take('B', [1000, 5, 15, 10]))
    expect(order.join('')).toBe('ABABABAB')
    expect(result).toEqual({ value: 20, baseline: 10, ratio: 2, n: 3 })
  })

  it('keeps three significant digits', () => {
    expect([rounded(0.123456), rounded(12.345), rounded(1234.5)]).toEqual([0.123, 12.3, 1235])
  })
})
