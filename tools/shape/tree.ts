import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { type Import, parse, type Syntax } from './syntax.ts'

export const ROOTS = [
  'bin',
  'domain',
  'server',
  'console',
  'widget',
  'e2e',
  'test',
  'bench',
  'faults',
  'tools',
  'security',
] as const

export interface SourceFile extends Syntax {
  path: string
  root: string
  text: string
  isTest: boolean
  lineAt(offset: number): number
}

export interface Tree {
  /** Every file under the roots, whatever its kind. */
  paths: string[]
  sources: Map<string, SourceFile>
  read(path: string): string
  /** The file a relative import means, as a path from the top; undefined for a package. */
  resolve(file: SourceFile, wanted: Import): string | undefined
}

const SKIPPED = new Set(['node_modules', 'dist', 'data', 'test-results', '.cache'])
const SCRIPT = /\.(ts|tsx|mts|mjs|js)$/

export function readTree(top: string): Tree {
  const paths = ROOTS.filter((root) => existsSync(join(top, root))).flatMap((root) => list(top, root))
  const read = (path: string) => readFileSync(join(top, path), 'utf8')
  const sources = new Map<string, SourceFile>()
  for (const path of paths) if (SCRIPT.test(path)) sources.set(path, sourceFile(path, read(path)))
  return { paths, sources, read, resolve }
}

function resolve(file: SourceFile, wanted: Import): string | undefined {
  return wanted.from.startsWith('.')
    ? posix.join(posix.dirname(file.path), wanted.from.replace(/\?.*$/, ''))
    : undefined
}

function list(top: string, folder: string): string[] {
  const entries = readdirSync(join(top, folder), { withFileTypes: true }).filter((entry) => !SKIPPED.has(entry.name))
  return entries.flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    return entry.isDirectory() ? list(top, path) : [path]
  })
}

function sourceFile(path: string, source: string): SourceFile {
  const starts = [0]
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) starts.push(at + 1)
  const lineAt = (offset: number) => starts.findLastIndex((start) => start <= offset) + 1
  const root = path.slice(0, path.indexOf('/'))
  const isTest = /\.(test|spec)\.(tsx?|mjs)$/.test(path) || root === 'e2e' || root === 'test'
  return { path, root, text: source, isTest, lineAt, ...parse(path, source) }
}

export function lineCount(source: string): number {
  return source === '' ? 0 : source.split('\n').length - (source.endsWith('\n') ? 1 : 0)
}
