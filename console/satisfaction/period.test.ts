import { expect, test } from 'vitest'
import { fittingGrain, periodOf, todayIn } from './period.ts'

test.each([
  ['7', { from: '2026-03-01', to: '2026-03-07' }],
  ['month', { from: '2026-03-01', to: '2026-03-07' }],
  ['lastMonth', { from: '2026-02-01', to: '2026-02-28' }],
  ['30', { from: '2026-02-06', to: '2026-03-07' }],
] as const)('%s on 7 March', (preset, period) => expect(periodOf(preset, '2026-03-07')).toEqual(period))

test('today is the centre’s', () => {
  expect(todayIn('Asia/Shanghai', Date.parse('2026-03-05T17:00:00Z'))).toBe('2026-03-06')
})

test.each([
  ['2026-03-01', '2026-03-31', 'day'],
  ['2026-01-01', '2026-03-31', 'week'],
  ['2025-04-01', '2026-03-31', 'month'],
] as const)('%s to %s is read by %s', (from, to, grain) => expect(fittingGrain({ from, to })).toBe(grain))
