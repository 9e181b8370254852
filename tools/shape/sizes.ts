import { posix } from 'node:path'
import type { Limits, Plan, Violation } from './plan.ts'
import { isNode, type Node, nodes, text, walk } from './syntax.ts'
import { lineCount, type SourceFile, type Tree } from './tree.ts'

/** docs/decisions/0015 */
const FACTORY = /^(create|open|start)[A-Z]/
const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'])

export function checkSizes(tree: Tree, plan: Plan): Violation[] {
  const sources = [...tree.sources.values()].filter((file) => !plan.generated.includes(file.path))
  return [
    ...checkLines(tree, plan),
    ...checkFolders(tree, plan.limits),
    ...sources.flatMap((file) => [...checkImports(file, plan.limits), ...checkFunctions(file, plan.limits)]),
  ]
}

function checkLines(tree: Tree, plan: Plan): Violation[] {
  return tree.paths.flatMap((path): Violation[] => {
    const limit = lineLimit(tree, plan, path)
    const lines = limit === undefined ? 0 : lineCount(tree.read(path))
    return limit !== undefined && lines > limit
      ? [{ rule: 'file-length', path, message: `${lines} lines, the limit is ${limit}` }]
      : []
  })
}

function lineLimit(tree: Tree, plan: Plan, path: string): number | undefined {
  if (plan.generated.includes(path)) return undefined
  if (/^server\/[^/]+\/README\.md$/.test(path)) return plan.limits.readmeLines
  if (path.endsWith('.css')) return plan.limits.sourceLines
  const source = tree.sources.get(path)
  return source && (source.isTest ? plan.limits.testLines : plan.limits.sourceLines)
}

function checkFolders(tree: Tree, limits: Limits): Violation[] {
  const counts = new Map<string, number>()
  for (const path of tree.paths) counts.set(posix.dirname(path), (counts.get(posix.dirname(path)) ?? 0) + 1)
  return [...counts]
    .filter(([, count]) => count > limits.folderFiles)
    .map(([path, count]) => ({
      rule: 'folder-files',
      path,
      message: `${count} files, the limit is ${limits.folderFiles}`,
    }))
}

function checkImports(file: SourceFile, limits: Limits): Violation[] {
  const count = file.imports.filter((wanted) => wanted.kind !== 'dynamic').length
  if (count <= limits.imports || /^main\.tsx?$/.test(posix.basename(file.path))) return []
  return [{ rule: 'imports', path: file.path, message: `${count} imports, the limit is ${limits.imports}` }]
}

function checkFunctions(file: SourceFile, limits: Limits): Violation[] {
  const found: Violation[] = []
  walk(file.program, (node, ancestors) => {
    if (!FUNCTIONS.has(node.type) || !isNode(node.body)) return
    const line = file.lineAt(node.start)
    const { rule, limit } = lengthLimit(file, node, ancestors, limits)
    const name = nameOf(node, ancestors) ?? 'a function'
    const lines = FACTORY.test(name) ? ownLines(file, node) : linesOf(file, node)
    if (lines > limit) {
      found.push({ rule, path: file.path, line, message: `${name} has ${lines} lines, the limit is ${limit}` })
    }
    const count = parameterCount(node)
    if (count > limits.parameters) {
      const message = `${name} takes ${count} parameters, the limit is ${limits.parameters}: take one object`
      found.push({ rule: 'parameters', path: file.path, line, message })
    }
  })
  return found
}

function linesOf(file: SourceFile, node: Node): number {
  return file.lineAt(node.end) - file.lineAt(node.start) + 1
}

/** A factory holds state as a class does, and is measured like one: its named inner functions stand for themselves. */
function ownLines(file: SourceFile, factory: Node): number {
  let inner = 0
  walk(factory, (node, ancestors) => {
    const isOutermost = ancestors.slice(1).every((above) => !FUNCTIONS.has(above.type))
    const isNamed = FUNCTIONS.has(node.type) && nameOf(node, ancestors) !== undefined
    if (node !== factory && isOutermost && isNamed) inner += linesOf(file, node)
  })
  return linesOf(file, factory) - inner
}

type LengthLimit = { rule: 'function-length' | 'component-length' | 'handler-length'; limit: number }

function lengthLimit(file: SourceFile, node: Node, ancestors: readonly Node[], limits: Limits): LengthLimit {
  if (file.isTest && isTestBlock(node, ancestors)) return { rule: 'function-length', limit: Number.POSITIVE_INFINITY }
  if (isHandler(file, node, ancestors)) return { rule: 'handler-length', limit: limits.handlerLines }
  if (file.path.endsWith('.tsx') && /^[A-Z]/.test(nameOf(node, ancestors) ?? '')) {
    return { rule: 'component-length', limit: limits.componentLines }
  }
  return { rule: 'function-length', limit: limits.functionLines }
}

/** `describe`, `test` and their kin are paragraphs of a document; the limit of the test file holds for them. */
function isTestBlock(node: Node, ancestors: readonly Node[]): boolean {
  const call = ancestors.at(-1)
  if (call?.type !== 'CallExpression' || !nodes(call.arguments).includes(node)) return false
  return ['describe', 'test', 'it', 'step'].includes(calleeRoot(call.callee) ?? '')
}

function calleeRoot(callee: unknown): string | undefined {
  if (!isNode(callee)) return undefined
  if (callee.type === 'Identifier') return text(callee.name)
  return calleeRoot(callee.type === 'MemberExpression' ? callee.object : callee.callee)
}

/** In `routes.ts` every inline function handed to a call is a handler, unless it only holds other handlers. */
function isHandler(file: SourceFile, node: Node, ancestors: readonly Node[]): boolean {
  if (!/^server\/([^/]+\/)*routes(\/[^/]+)?\.ts$/.test(file.path) || node.type === 'FunctionDeclaration') return false
  if (!isInlineArgument(ancestors)) return false
  let holdsAnother = false
  const within = [...ancestors, node]
  if (isNode(node.body)) {
    walk(node.body, (inner, above) => {
      if (FUNCTIONS.has(inner.type) && isRegistration([...within, ...above])) holdsAnother = true
    })
  }
  return !holdsAnother
}

function isInlineArgument(ancestors: readonly Node[]): boolean {
  const holder = ancestors.findLast(
    (above) => !['Property', 'ObjectExpression', 'ArrayExpression'].includes(above.type),
  )
  return holder?.type === 'CallExpression'
}

function isRegistration(ancestors: readonly Node[]): boolean {
  const call = ancestors.findLast((above) => above.type === 'CallExpression')
  const method = isNode(call?.callee) && isNode(call.callee.property) ? text(call.callee.property.name) : undefined
  return isInlineArgument(ancestors) && /^(get|post|put|patch|delete|route|register)$/.test(method ?? '')
}

function nameOf(node: Node, ancestors: readonly Node[]): string | undefined {
  if (isNode(node.id)) return text(node.id.name)
  const holder = ancestors.findLast((above) => above.type !== 'CallExpression')
  const label = holder?.type === 'VariableDeclarator' ? holder.id : holder?.key
  return isNode(label) ? text(label.name) : undefined
}

function parameterCount(node: Node): number {
  const declared = isNode(node.params) ? nodes(node.params.items) : nodes(node.params)
  return declared.filter((parameter) => parameter.name !== 'this').length
}
