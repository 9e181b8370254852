import { parseSync } from 'vite'

/** One node of the ESTree that the parser returns; fields are narrowed where they are read. */
export interface Node {
  type: string
  start: number
  end: number
  [field: string]: unknown
}

export interface Import {
  from: string
  start: number
  /** False when every name is a type, so that nothing is left of it at run time. */
  atRunTime: boolean
  kind: 'import' | 're-export' | 'dynamic'
}

export interface Syntax {
  program: Node
  imports: Import[]
  errors: string[]
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'
}

export function nodes(value: unknown): Node[] {
  return Array.isArray(value) ? value.filter(isNode) : []
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** Visits every node, parents first; `ancestors` runs from the program down to the parent. */
export function walk(node: Node, visit: (node: Node, ancestors: readonly Node[]) => void, ancestors: Node[] = []) {
  visit(node, ancestors)
  ancestors.push(node)
  for (const value of Object.values(node)) {
    if (isNode(value)) walk(value, visit, ancestors)
    else for (const child of nodes(value)) walk(child, visit, ancestors)
  }
  ancestors.pop()
}

export function parse(path: string, source: string): Syntax {
  const result = parseSync(path, source)
  const program: unknown = result.program
  if (!isNode(program))
    return { program: { type: 'Program', start: 0, end: 0 }, imports: [], errors: ['no syntax tree'] }
  return { program, imports: importsOf(program), errors: result.errors.map((error) => error.message) }
}

function importsOf(program: Node): Import[] {
  const found: Import[] = []
  walk(program, (node) => {
    const source = isNode(node.source) ? text(node.source.value) : undefined
    if (source === undefined) return
    if (node.type === 'ImportDeclaration') {
      found.push({ from: source, start: node.start, atRunTime: !isTypeOnly(node, 'importKind'), kind: 'import' })
    } else if (node.type === 'ExportNamedDeclaration' || node.type === 'ExportAllDeclaration') {
      found.push({ from: source, start: node.start, atRunTime: !isTypeOnly(node, 'exportKind'), kind: 're-export' })
    } else if (node.type === 'ImportExpression') {
      found.push({ from: source, start: node.start, atRunTime: true, kind: 'dynamic' })
    }
  })
  return found
}

function isTypeOnly(node: Node, kind: 'importKind' | 'exportKind'): boolean {
  if (node[kind] === 'type') return true
  const names = nodes(node.specifiers)
  return names.length > 0 && names.every((name) => name[kind] === 'type')
}
