import { expect, test } from 'vitest'
import { uuidv7 } from './uuid.ts'

test('an id is a version 7 UUID of the RFC variant', () => {
  for (let round = 0; round < 200; round++) {
    expect(uuidv7()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  }
})

test('ten thousand ids of one moment are different and sorted', () => {
  const now = Date.now() + 1000
  const ids = Array.from({ length: 10_000 }, () => uuidv7(now))
  expect(new Set(ids).size).toBe(ids.length)
  expect([...ids].sort()).toEqual(ids)
})

test('a clock that jumps back does not put a new message before an old one', () => {
  const now = Date.now() + 100_000
  const before = uuidv7(now)
  expect(uuidv7(now - 60_000) > before).toBe(true)
})
