import { expect, test } from 'vitest'
import { wallTimeOf } from './wall-time.ts'

test.each([
  ['8', '08:00'],
  ['08', '08:00'],
  ['8:30', '08:30'],
  ['830', '08:30'],
  ['0830', '08:30'],
  ['23：59', '23:59'],
  ['24', '00:00'],
  ['24:00', '00:00'],
  ['24:01', null],
  ['25', null],
  ['8:60', null],
  ['', null],
  ['noon', null],
])('%s is %s', (typed, expected) => expect(wallTimeOf(typed)).toBe(expected))
