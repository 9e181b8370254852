import { expect, test } from 'vitest'
import { onColour } from './colour.ts'

test.each([
  ['#0F766E', '#ffffff'],
  ['#1677ff', '#000000'],
  ['#ffd500', '#000000'],
  ['#000000', '#ffffff'],
  ['#ffffff', '#000000'],
])('on %s one reads %s', (colour, ink) => {
  expect(onColour(colour)).toBe(ink)
})
