import type { Plan, Violation } from './plan.ts'
import type { Import } from './syntax.ts'
import type { SourceFile, Tree } from './tree.ts'

/** What each root may import by a relative path. Tests may add `test/`. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  domain: ['domain'],
  server: ['server', 'domain'],
  console: ['console', 'domain'],
  widget: ['widget', 'domain'],
  e2e: ['e2e', 'test', 'domain'],
  test: ['test', 'server', 'domain'],
  bench: ['bench', 'test', 'server', 'domain'],
  security: ['security', 'test', 'server', 'domain'],
  faults: ['faults', 'bench', 'test', 'server', 'domain'],
  tools: ['tools', 'server', 'domain', 'console', 'widget'],
  bin: ['bin'],
}

export function checkRoots(tree: Tree, _plan: Plan): Violation[] {
  const sources = [...tree.sources.values()]
  return [...sources.flatMap((file) => checkFile(tree, file)), ...checkWidget(tree)]
}

function checkFile(tree: Tree, file: SourceFile): Violation[] {
  return file.imports.flatMap((wanted): Violation[] => {
    const reason = refusal(tree, file, wanted)
    return reason ? [{ rule: 'root', path: file.path, line: file.lineAt(wanted.start), message: reason }] : []
  })
}

function refusal(tree: Tree, file: SourceFile, wanted: Import): string | undefined {
  const target = tree.resolve(file, wanted)
  if (target === undefined) return packageRefusal(file, wanted.from)
  const root = target.includes('/') ? target.slice(0, target.indexOf('/')) : ''
  // How a bundle is built is no part of it.
  if (/vite\.config\.ts$/.test(file.path) && root === 'tools') return undefined
  if (MAY_IMPORT[file.root]?.includes(root) || root === '' || (file.isTest && root === 'test')) return undefined
  return `${file.root}/ must not import ${root === '..' ? 'from outside the repository' : `${root}/`} (${wanted.from})`
}

function packageRefusal(file: SourceFile, name: string): string | undefined {
  if (file.root === 'domain' && !file.isTest && name !== 'zod') return `domain/ is pure: only zod, not "${name}"`
  if (file.root === 'bin' && !file.isTest && !name.startsWith('node:'))
    return `bin/ runs before anything is installed: not "${name}"`
  if (file.root === 'widget' && /^(react|react-dom|antd)(\/|$)/.test(name))
    return `"${name}" is too heavy for the widget`
  return undefined
}

/** A constant imported from a file that also imports zod costs the customer's page 22 kB. */
function checkWidget(tree: Tree): Violation[] {
  const entries = [...tree.sources.values()].filter(
    (file) => file.root === 'widget' && !file.isTest && !/\.config\.ts$/.test(file.path),
  )
  const seen = new Map<string, string[]>()
  for (const entry of entries) follow(tree, entry, [], seen)
  return [...seen].flatMap(([path, trail]): Violation[] => {
    const file = tree.sources.get(path)
    const zod = file?.imports.find((wanted) => wanted.atRunTime && /^zod(\/|$)/.test(wanted.from))
    if (!file || !zod) return []
    const message = `zod reaches the widget at run time: ${[...trail, path].join(' -> ')}`
    return [{ rule: 'root', path, line: file.lineAt(zod.start), message }]
  })
}

function follow(tree: Tree, file: SourceFile, trail: string[], seen: Map<string, string[]>) {
  if (seen.has(file.path)) return
  seen.set(file.path, trail)
  for (const wanted of file.imports.filter((one) => one.atRunTime)) {
    const target = tree.sources.get(tree.resolve(file, wanted) ?? '')
    if (target) follow(tree, target, [...trail, file.path], seen)
  }
}
