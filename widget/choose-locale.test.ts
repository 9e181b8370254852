import { expect, test } from 'vitest'
import { chooseLocale } from './choose-locale.ts'

test.each<[string | null, string, string[], string, string]>([
  ['zh-TW', 'en', ['zh-CN'], 'zh-TW', 'the explicit choice wins'],
  [null, 'zh-Hant-HK', ['en-US'], 'zh-TW', 'the page comes before the browser'],
  [null, 'zh', ['en-US'], 'zh-CN', 'plain Chinese is Simplified'],
  [null, '', ['zh-TW', 'en'], 'zh-TW', 'a page without language leaves it to the browser'],
  [null, 'fr', ['zh-CN'], 'zh-CN', 'a language we do not speak is passed over'],
  ['de', 'fr', ['ja'], 'en', 'English when nothing fits'],
])('%s, page %s, browser %s: %s (%s)', (explicit, pageLang, browser, expected, _why) => {
  expect(chooseLocale(explicit, pageLang, browser)).toBe(expected)
})
