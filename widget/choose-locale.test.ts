import { expect, test } from 'vitest'
import { chooseLocale } from './choose-locale.ts'

test.each([
  { why: 'the explicit choice wins', given: ['zh-TW', 'en', ['zh-CN']], expected: 'zh-TW' },
  { why: 'the page comes before the browser', given: [null, 'zh-Hant-HK', ['en-US']], expected: 'zh-TW' },
  { why: 'plain Chinese is Simplified', given: [null, 'zh', ['en-US']], expected: 'zh-CN' },
  { why: 'a page without language leaves it to the browser', given: [null, '', ['zh-TW', 'en']], expected: 'zh-TW' },
  { why: 'a language we do not speak is passed over', given: [null, 'fr', ['zh-CN']], expected: 'zh-CN' },
  { why: 'English when nothing fits', given: ['de', 'fr', ['ja']], expected: 'en' },
] as const)('$why', ({ given: [explicit, page, browser], expected }) => {
  expect(chooseLocale(explicit, page, browser)).toBe(expected)
})
