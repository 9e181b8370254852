import { expect, test } from 'vitest'
import { ringSeconds } from '../../domain/notifications/preferences.ts'
import { openPace } from './pace.ts'

test('a kind rings once in 30 s, each kind by itself', () => {
  let at = 0
  const pace = openPace(() => at)
  const mayRing = (kind: 'message' | 'mention') => pace(kind, ringSeconds(kind))
  expect([mayRing('message'), mayRing('message'), mayRing('mention')]).toEqual([true, false, true])
  at = 29_999
  expect(mayRing('message')).toBe(false)
  at = 30_000
  expect(mayRing('message')).toBe(true)
})

test('of two customers within the 20 s of an offer both are heard', () => {
  let at = 0
  const pace = openPace(() => at)
  expect(pace('offered', ringSeconds('offered'))).toBe(true)
  at = 5000
  expect(pace('offered', ringSeconds('offered'))).toBe(true)
})
