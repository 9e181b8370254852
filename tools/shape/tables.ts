import type { Plan, Violation } from './plan.ts'
import { isNode, type Node, nodes, text, walk } from './syntax.ts'
import type { SourceFile, Tree } from './tree.ts'

const WRITING_CALLS = new Set(['insertInto', 'updateTable', 'deleteFrom', 'mergeInto', 'replaceInto'])
const NAME = '(?:only\\s+)?"?([a-z_][a-z0-9_]*(?:\\.[a-z_][a-z0-9_]*)?)"?'
const WRITING_SQL = [
  new RegExp(`\\binsert\\s+into\\s+${NAME}`, 'gi'),
  new RegExp(`\\bdelete\\s+from\\s+${NAME}`, 'gi'),
  new RegExp(`\\bupdate\\s+${NAME}(?:\\s+(?:as\\s+)?[a-z_][a-z0-9_]*)?\\s+set\\b`, 'gi'),
  new RegExp(`\\bmerge\\s+into\\s+${NAME}`, 'gi'),
  new RegExp(`\\btruncate\\s+(?:table\\s+)?${NAME}`, 'gi'),
]

export function checkTables(tree: Tree, plan: Plan): Violation[] {
  const writers = [...tree.sources.values()].filter((file) => file.root === 'server' && !file.isTest)
  return [...writers.flatMap((file) => checkWrites(file, plan)), ...checkMigrations(tree, plan)]
}

function checkWrites(file: SourceFile, plan: Plan): Violation[] {
  const area = /^server\/([^/]+)\//.exec(file.path)?.[1] ?? 'server'
  return writesOf(file).flatMap(({ table, line }): Violation[] => {
    const owner = plan.owners[table]
    if (owner === area || area === 'migrations') return []
    const message = owner ? `writes "${table}", which "${owner}" owns` : `writes "${table}", which has no owner`
    return [{ rule: 'table', path: file.path, line, message }]
  })
}

function writesOf(file: SourceFile): { table: string; line: number }[] {
  const found: { table: string; line: number }[] = []
  walk(file.program, (node) => {
    for (const table of [...calledTables(node), ...sqlTables(node)]) {
      found.push({ table, line: file.lineAt(node.start) })
    }
  })
  return found
}

function calledTables(node: Node): string[] {
  if (node.type !== 'CallExpression' || !isNode(node.callee) || !isNode(node.callee.property)) return []
  if (!WRITING_CALLS.has(text(node.callee.property.name) ?? '')) return []
  const [first] = nodes(node.arguments)
  const names = first?.type === 'ArrayExpression' ? nodes(first.elements) : first ? [first] : []
  return names.flatMap((name) => bare(snakeCase((text(name.value) ?? '').split(/\s+as\s+/i)[0] ?? '')))
}

function sqlTables(node: Node): string[] {
  const sql = sqlText(node)
  return WRITING_SQL.flatMap((pattern) => [...sql.matchAll(pattern)].flatMap((match) => bare(match[1] ?? '')))
}

function sqlText(node: Node): string {
  if (node.type === 'Literal') return text(node.value) ?? ''
  if (node.type !== 'TemplateLiteral') return ''
  return nodes(node.quasis)
    .map((part) => (part.value as { cooked?: string }).cooked ?? '')
    .join(' $1 ')
}

/** Kysely's names are camelCase, the tables' are not. */
function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

function bare(name: string): string[] {
  const table = name.replace(/^public\./i, '').toLowerCase()
  return table === '' ? [] : [table]
}

/** Every table that the migrations leave behind has an owner, and every owner has a table. */
function checkMigrations(tree: Tree, plan: Plan): Violation[] {
  const files = tree.paths
    .filter((path) => /^server\/(migrations\/\d+.*\.sql|platform\/migrate\.ts)$/.test(path))
    .sort()
  if (files.length === 0) return []
  const tables = new Map<string, string>()
  for (const path of files) applyMigration(tree.read(path), path, tables)
  const orphans = [...tables].filter(([table]) => !(table in plan.owners))
  const stale = Object.keys(plan.owners).filter((table) => !tables.has(table))
  return [
    ...orphans.map(([table, path]) => ({
      rule: 'table' as const,
      path,
      message: `"${table}" has no owner in TABLE_OWNERS`,
    })),
    ...stale.map((table) => ({
      rule: 'table' as const,
      path: 'server/migrations',
      message: `no table "${table}" to own`,
    })),
  ]
}

function applyMigration(sql: string, path: string, tables: Map<string, string>) {
  const code = sql.replace(/--.*$/gm, '')
  const created =
    /\bcreate\s+(?:unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?"?([a-z_][a-z0-9_.]*)"?(\s+partition\s+of\b)?/gi
  const dropped = /\bdrop\s+table\s+(?:if\s+exists\s+)?"?([a-z_][a-z0-9_.]*)"?/gi
  for (const match of code.matchAll(created))
    if (!match[2]) for (const table of bare(match[1] ?? '')) tables.set(table, path)
  for (const match of code.matchAll(dropped)) for (const table of bare(match[1] ?? '')) tables.delete(table)
}
