import { expect, test } from 'vitest'
import { type ClockKind, clockKinds, clockSeconds, isInTime } from './kinds.ts'

test.each([
  ['auto_welcome', 10, 'SOP 000 二(一)'],
  ['agent_greet', 30, 'SOP 000 二(一)'],
  ['turn_response', 60, 'domain/model 2.3'],
  ['customer_idle', 600, 'domain/model 2.3'],
] as [ClockKind, number, string][])('%s runs for %i s (%s)', (kind, seconds) =>
  expect(clockSeconds[kind]).toBe(seconds),
)

test('every kind has a target', () => {
  for (const kind of clockKinds) expect(clockSeconds[kind]).toBeGreaterThan(0)
})

test.each([
  [-1, true],
  [0, true],
  [1, false],
])('a stop %i ms after the due time is in time: %s (boundary inclusive)', (ms, inTime) => {
  const due = new Date(1_800_000_000_000)
  expect(isInTime(new Date(due.getTime() + ms), due)).toBe(inTime)
})
