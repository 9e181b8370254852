import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { roleNames, roles } from '../domain/identity/roles.ts'
import { locales } from '../domain/locale.ts'
import { figuresOf, known } from './guide/figures.ts'
import { boldOf, linksOf, pages, pathOf, read, skeleton, sourceOf, top } from './guide/page.ts'
import { readBundles } from './locales/bundles.ts'
import { mainlandIn, simplifiedIn, traditionalIn } from './locales/scripts.ts'

const everyPage = pages.flatMap((page) => locales.map((locale) => ({ page, locale })))
const { bundles } = readBundles(top)

function wordsOf(locale: (typeof locales)[number]): { said: Set<string>; patterns: RegExp[] } {
  const texts = bundles.flatMap((bundle) => [...(bundle.texts.get(locale)?.values() ?? [])])
  const filled = texts.filter((text) => /\{\{\w+\}\}/.test(text) && text.replaceAll(/\{\{\w+\}\}/g, '').length > 3)
  const pattern = (text: string) =>
    text.split(/\{\{\w+\}\}/).map((part) => part.replaceAll(/[.*+?^$()|[\]\\{}]/g, '\\$&'))
  return {
    said: new Set([...texts, ...roles.map((role) => roleNames[role][locale])]),
    patterns: filled.map((text) => new RegExp(`^${pattern(text).join('.+')}$`)),
  }
}

describe.each(everyPage)('$page in $locale', ({ page, locale }) => {
  const text = read(page, locale)

  test('has the same parts, tables, code and links as the others', () => {
    expect(skeleton(text, locale)).toEqual(skeleton(read(page, 'en'), 'en'))
  })

  test('says the same numbers as the others, and none that the code does not have', () => {
    const said = figuresOf(text)
    expect(said).toEqual(figuresOf(read(page, 'en')))
    expect(said.filter((figure) => !known.has(figure))).toEqual([])
  })

  test('quotes words that the interface says', () => {
    const { said, patterns } = wordsOf(locale)
    const isSaid = (words: string) => said.has(words) || patterns.some((pattern) => pattern.test(words))
    expect(boldOf(text).filter((words) => !isSaid(words))).toEqual([])
  })

  test('links to what exists', () => {
    const broken = linksOf(text).filter(({ path, anchor }) => {
      const target = join(dirname(pathOf(page, locale)), path)
      if (!existsSync(join(top, target))) return true
      const headings = sourceOf(target).match(/^#+ .+$/gm) ?? []
      return anchor !== '' && !headings.some((heading) => heading.replace(/^#+ /, '').toLowerCase() === anchor)
    })
    expect(broken).toEqual([])
  })

  test('is written in its own script', () => {
    const foreign =
      locale === 'zh-TW' ? [...simplifiedIn(text), ...mainlandIn(text)] : locale === 'zh-CN' ? traditionalIn(text) : []
    expect(foreign).toEqual([])
    if (locale === 'en') expect(text).not.toMatch(/\p{Script=Han}/u)
  })
})

test('the index and both READMEs lead to every page', () => {
  const index = linksOf(sourceOf('docs/guide/README.md')).map(({ path }) => path)
  expect(everyPage.map(({ page, locale }) => `${page}.${locale}.md`).filter((path) => !index.includes(path))).toEqual(
    [],
  )
  const isThere = existsSync(join(top, 'docs/guide/operations.en.md'))
  const due = index.filter((path) => isThere || !path.startsWith('operations.'))
  expect(due.filter((path) => !existsSync(join(top, 'docs/guide', path)))).toEqual([])
  for (const readme of ['README.md', 'README.zh-CN.md']) expect(sourceOf(readme)).toContain('(docs/guide/README.md)')
})
