import { expect, test } from 'vitest'
import { openPace } from './pace.ts'

test('a kind rings once in 30 s, each kind by itself', () => {
  let at = 0
  const mayRing = openPace(30_000, () => at)
  expect([mayRing('message'), mayRing('message'), mayRing('mention')]).toEqual([true, false, true])
  at = 29_999
  expect(mayRing('message')).toBe(false)
  at = 30_000
  expect(mayRing('message')).toBe(true)
})
