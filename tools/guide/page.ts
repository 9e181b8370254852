import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Locale } from '../../domain/locale.ts'

export const top = resolve(import.meta.dirname, '../..')
export const sourceOf = (path: string) => readFileSync(join(top, path), 'utf8')

/** Pages of the user guide, each in every language: `docs/guide/agent.zh-CN.md`. */
export const pages = ['getting-started', 'agent', 'supervisor', 'administrator', 'embedding', 'api'] as const
export type PageName = (typeof pages)[number]

export const pathOf = (page: PageName, locale: Locale) => `docs/guide/${page}.${locale}.md`
export const read = (page: PageName, locale: Locale) => sourceOf(pathOf(page, locale))

const fence = /^```(\w*)\n([\s\S]*?)^```$/gm
export const codeBlocks = (text: string) =>
  [...text.matchAll(fence)].map(([, language, code]) => ({ language, code: code ?? '' }))
export const prose = (text: string) => text.replace(fence, '')

export type Link = { path: string; anchor: string }
export function linksOf(text: string): Link[] {
  return [...prose(text).matchAll(/\]\(([^)#]*)(?:#([^)]*))?\)/g)].map(([, path = '', anchor = '']) => ({
    path,
    anchor,
  }))
}

/** Words of the interface stand in bold. */
export const boldOf = (text: string) =>
  [...prose(text).matchAll(/\*\*(.+?)\*\*/gs)].map(([, words = '']) => words.replaceAll('\n', ' '))

/** Every table as rows of cells, the head first; without rule and marks. */
export function tablesOf(text: string): string[][][] {
  const tables: string[][][] = []
  let inTable = false
  for (const line of text.split('\n')) {
    if (!line.startsWith('|')) inTable = false
    else {
      if (!inTable) tables.push([])
      inTable = true
      const cells = line.split('|').slice(1, -1)
      tables.at(-1)?.push(cells.map((cell) => cell.trim().replaceAll(/\*\*|`/g, '')))
    }
  }
  return tables.map(([head = [], , ...rows]) => [head, ...rows])
}

/** The n-th table of a page, head row apart. */
export function table(page: PageName, locale: Locale, at = 0): { head: string[]; rows: string[][] } {
  const [head = [], ...rows] = tablesOf(read(page, locale))[at] ?? []
  return { head, rows }
}

/** What must be alike in every language. */
export function skeleton(text: string, locale: Locale) {
  const lines = prose(text).split('\n')
  const count = (start: RegExp) => lines.filter((line) => start.test(line)).length
  return {
    headings: lines.flatMap((line) => /^#+(?= )/.exec(line)?.[0].length ?? []),
    bullets: count(/^- /),
    steps: count(/^\d+\. /),
    tables: tablesOf(text).map((rows) => rows.map((cells) => cells.length)),
    code: codeBlocks(text),
    inline: [...new Set([...prose(text).matchAll(/`([^`]+)`/g)].map(([, code]) => code))].sort(),
    links: linksOf(text).map(({ path }) => path.replace(`.${locale}.`, '.').replace('README.zh-CN', 'README')),
  }
}
