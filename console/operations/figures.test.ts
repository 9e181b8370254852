import { expect, test } from 'vitest'
import { figureTexts } from './figures.ts'

test.each([
  ['bytes', 5_500_000_000, '5.1 GB'],
  ['freeBytes', 40_000_000, '38 MB'],
  ['overdueSeconds', 4.24, '4.2 sec'],
  ['ageSeconds', 10_800, '3 hr'],
  ['ageSeconds', 700_000, '8.1 days'],
  ['sockets', 12_040, '12,040'],
  ['ageSeconds', null, '–'],
  ['version', '18.4', '18.4'],
])('%s %s reads %s', (name, value, text) => {
  expect(figureTexts({ [name]: value }, 'en')).toEqual({ [name]: text })
})
