import { describe, expect, test } from 'vitest'
import { inviteExpiry, isLow, isOnScale, restsSince, takesAnswer } from './rules.ts'

const at = (hours: number) => new Date(Date.UTC(2026, 0, 1) + hours * 3_600_000)

test.each([
  [1, true],
  [3, true],
  [4, false],
  [5, false],
])('a score of %i is low: %s (model 2.3)', (score, low) => expect(isLow(score)).toBe(low))

test.each([
  ['five', 1, true],
  ['five', 4, true],
  ['five', 0, false],
  ['five', 6, false],
  ['five', 4.5, false],
  ['three', 5, true],
  ['three', 3, true],
  ['three', 1, true],
  ['three', 4, false],
] as const)('scale %s takes %f: %s (C4)', (scale, score, takes) => expect(isOnScale(scale, score)).toBe(takes))

describe('how long an answer counts (model 2.3)', () => {
  const expiresAt = inviteExpiry(at(0))
  test.each([
    ['the first answer after 7 days to the second', null, 7 * 24, true],
    ['the first answer a moment later', null, 7 * 24 + 0.001, false],
    ['a change 24 h after the first answer', at(2), 26, true],
    ['a change later', at(2), 26.001, false],
    ['a change within 24 h of an answer given at the last moment', at(7 * 24), 7 * 24 + 20, true],
  ] as const)('%s', (_, answeredAt, now, takes) => {
    expect(takesAnswer({ expiresAt, answeredAt }, at(now))).toBe(takes)
  })

  test('a customer is asked again after 24 h', () => expect(restsSince(at(30))).toEqual(at(6)))
})
