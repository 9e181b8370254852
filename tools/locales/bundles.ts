import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const LOCALES = ['zh-CN', 'zh-TW', 'en'] as const
export type Locale = (typeof LOCALES)[number]

export interface Problem {
  path: string
  message: string
}

/** The same texts in three languages: `console/i18n/locales/{locale}/inbox.json`. */
export interface Bundle {
  pattern: string
  name: string
  root: string
  texts: Map<Locale, Map<string, string>>
}

const ROOTS = ['console', 'widget', 'server', 'domain']
const SKIPPED = new Set(['node_modules', 'dist'])

export function readBundles(top: string): { bundles: Bundle[]; problems: Problem[] } {
  const bundles = new Map<string, Bundle>()
  const problems: Problem[] = []
  for (const path of ROOTS.flatMap((root) => list(top, root)).filter((one) => one.endsWith('.json'))) {
    const locale = LOCALES.find((one) => path.replace('.json', '').split('/').includes(one))
    if (!locale) continue
    const pattern = path.replace(locale, '{locale}')
    const bundle = bundles.get(pattern) ?? { pattern, name: nameOf(pattern), root: rootOf(path), texts: new Map() }
    bundles.set(pattern, bundle)
    bundle.texts.set(locale, flatten(readJson(join(top, path), path, problems), path, problems))
  }
  return { bundles: [...bundles.values()], problems }
}

/** Every file below a folder, in a fixed order. */
export function list(top: string, folder: string): string[] {
  if (!existsSync(join(top, folder))) return []
  return readdirSync(join(top, folder), { withFileTypes: true })
    .filter((entry) => !SKIPPED.has(entry.name))
    .flatMap((entry) => (entry.isDirectory() ? list(top, `${folder}/${entry.name}`) : [`${folder}/${entry.name}`]))
    .sort()
}

function nameOf(pattern: string): string {
  return pattern.slice(pattern.lastIndexOf('/') + 1).replace('.json', '')
}

function rootOf(path: string): string {
  return path.slice(0, path.indexOf('/'))
}

function readJson(file: string, path: string, problems: Problem[]): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    problems.push({ path, message: `is not JSON: ${error instanceof Error ? error.message : String(error)}` })
    return {}
  }
}

function flatten(value: unknown, path: string, problems: Problem[], prefix = ''): Map<string, string> {
  if (typeof value === 'string') {
    if (value.trim() === '') problems.push({ path, message: `"${prefix}" is empty` })
    return new Map([[prefix, value]])
  }
  if (typeof value !== 'object' || value === null) {
    problems.push({ path, message: `"${prefix}" is no text` })
    return new Map()
  }
  const parts = Object.entries(value).map(([key, inner]) =>
    flatten(inner, path, problems, prefix === '' ? key : `${prefix}.${key}`),
  )
  return new Map(parts.flatMap((part) => [...part]))
}
