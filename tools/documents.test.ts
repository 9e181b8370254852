import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { PLAN } from './check-shape.ts'

const top = resolve(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(top, path), 'utf8')
const markdown = (folder: string) => readdirSync(join(top, folder)).filter((name) => name.endsWith('.md'))
const DOCUMENTS = ['.', 'docs', 'docs/decisions'].flatMap((folder) =>
  markdown(folder).map((name) => join(folder, name)),
)

/** The rows of every table of a document, as cells. */
function rows(path: string): string[][] {
  const lines = read(path).split('\n')
  return lines
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
}

test('STYLE.md restates the limits of size as the check has them', () => {
  const stated = Object.fromEntries(rows('STYLE.md').map(([thing, , limit]) => [thing, Number(limit)]))
  expect(stated).toMatchObject({
    'source file, lines': PLAN.limits.sourceLines,
    'test file, lines': PLAN.limits.testLines,
    'README of an area, lines': PLAN.limits.readmeLines,
    'function, lines': PLAN.limits.functionLines,
    'React component, lines': PLAN.limits.componentLines,
    'route handler, lines': PLAN.limits.handlerLines,
    parameters: PLAN.limits.parameters,
    'files in a folder': PLAN.limits.folderFiles,
    'imports in a file': PLAN.limits.imports,
  })
})

test('STYLE.md itself is short', () => {
  expect(read('STYLE.md').split('\n').length).toBeLessThanOrEqual(170)
})

test('ARCHITECTURE.md lists the areas in their order', () => {
  const listed = rows('ARCHITECTURE.md').flatMap(([area]) => /^`([\w-]+)`$/.exec(area ?? '')?.[1] ?? [])
  expect(listed).toEqual(PLAN.areas)
})

describe.each(['README.md', 'README.zh-CN.md'])('%s', (path) => {
  const cells = rows(path).map(([first]) => first ?? '')

  test('names every setting that the server reads, and no other', () => {
    const source = read('server/platform/start/env.ts')
    const flags = /const flagSchema = z.object\(\{([\s\S]*?)\n\}\)/.exec(source)?.[1] ?? ''
    const variables = /const envSchema = z.object\(\{([\s\S]*?)\n\}\)/.exec(source)?.[1] ?? ''
    const known = [...flags.matchAll(/^ {2}'?([a-z-]+)'?:/gm)].map((match) => `--${match[1]}`)
    known.push(...[...variables.matchAll(/^ {2}([A-Z0-9_]+):/gm)].map((match) => match[1] ?? ''))
    const named = cells.flatMap((cell) => [...cell.matchAll(/`(--[a-z-]+|[A-Z][A-Z0-9_]+)`/g)].map((match) => match[1]))
    expect([...named].sort()).toEqual([...known].sort())
  })

  test('names commands that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    const commands = cells.flatMap((cell) =>
      [...cell.matchAll(/`npm (?:run )?([a-z]+)/g)].map((match) => match[1] ?? ''),
    )
    expect(commands.filter((command) => !(command in scripts))).toEqual([])
    expect(Object.keys(scripts).filter((script) => !commands.includes(script))).toEqual([])
  })
})

test.each(DOCUMENTS)('%s links to what exists', (path) => {
  const links = [...read(path).matchAll(/\]\(([^)#:]+)(#[^)]*)?\)/g)].map((match) => match[1] ?? '')
  const missing = links.filter((link) => !existsSync(join(top, dirname(path), link)))
  expect(
    missing.filter((link) => !link.startsWith('docs/screenshots/') || existsSync(join(top, 'docs/screenshots'))),
  ).toEqual([])
})

test('the product runs on fewer than forty packages, each pinned', () => {
  const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> }
  expect(Object.keys(dependencies).length).toBeLessThan(40)
  expect(Object.values(dependencies).filter((version) => !/^\d/.test(version))).toEqual([])
})

test('the index of decisions is complete', () => {
  const notes = markdown('docs/decisions').filter((name) => name !== 'README.md')
  expect(notes.filter((name) => !read('docs/decisions/README.md').includes(`(${name})`))).toEqual([])
})

test('the glossary says where each word lives', () => {
  const places = rows('docs/glossary.md').flatMap(([, , , where]) => /^`(.+)`$/.exec(where ?? '')?.[1] ?? [])
  expect([...new Set(places)].filter((place) => !existsSync(join(top, place)))).toEqual([])
})
