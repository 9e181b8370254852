import { expect, test } from 'vitest'
import { figureText, shareText } from './figure-text.ts'

const words = (count: string) => `${count} s`

test.each([
  ['share', 0.8333, '83.3%'],
  ['share', 1, '100%'],
  ['share', 0.9999, '99.9%'],
  ['share', 0.0001, '0.1%'],
  ['share', 0, '0%'],
  ['seconds', 3.24, '3.2 s'],
  ['seconds', 22.5, '23 s'],
  ['seconds', 125, '2:05'],
  ['score', 4.567, '4.57'],
] as const)('%s %f reads %s', (unit, value, text) => {
  expect(figureText(unit, value, 'en', words)).toBe(text)
})

test('what cannot be computed is a dash', () => expect(figureText('share', null, 'en', words)).toBe('—'))

test('a share just short of everything does not read as everything', () => {
  expect(shareText(0.99951, 'zh-CN')).toBe('99.9%')
})
