import type { Plan, Violation } from './plan.ts'
import { isNode, type Node, nodes, text, walk } from './syntax.ts'
import type { SourceFile, Tree } from './tree.ts'

/** architecture 4.9: time is a parameter, and so is chance; these files make both. */
const SOURCES_OF_TIME = /^server\/platform\/(clock|ids|crypto)(\/|\.ts$)/
const OUTSIDE_WORLD = new Set(['process', 'fetch', 'console', 'setTimeout', 'setInterval', 'localStorage'])

export function checkClock(tree: Tree, _plan: Plan): Violation[] {
  const rooms = [...tree.sources.values()].filter((file) => ['domain', 'server'].includes(file.root) && !file.isTest)
  return rooms.filter((file) => !SOURCES_OF_TIME.test(file.path)).flatMap(checkFile)
}

function checkFile(file: SourceFile): Violation[] {
  const found: Violation[] = []
  walk(file.program, (node) => {
    const reason = timeOrChance(node) ?? (file.root === 'domain' ? outside(node) : undefined)
    if (reason) found.push({ rule: 'clock', path: file.path, line: file.lineAt(node.start), message: reason })
  })
  return found
}

function timeOrChance(node: Node): string | undefined {
  if (node.type === 'NewExpression' && calleeName(node) === 'Date' && nodes(node.arguments).length === 0) {
    return 'new Date() reads the clock: take the time as a parameter'
  }
  if (node.type !== 'CallExpression') return undefined
  const name = calleeName(node) ?? ''
  if (name === 'Date.now') return 'Date.now() reads the clock: take the time as a parameter'
  return /^(Math\.random|(crypto\.)?randomUUID)$/.test(name)
    ? `${name}() makes chance: take the id as a parameter`
    : undefined
}

function outside(node: Node): string | undefined {
  const used = node.type === 'CallExpression' ? calleeName(node) : memberObject(node)
  return used !== undefined && OUTSIDE_WORLD.has(used) ? `domain/ is pure: no ${used}` : undefined
}

function memberObject(node: Node): string | undefined {
  return node.type === 'MemberExpression' && isNode(node.object) ? text(node.object.name) : undefined
}

function calleeName(node: Node): string | undefined {
  const callee = node.callee
  if (!isNode(callee)) return undefined
  if (callee.type === 'Identifier') return text(callee.name)
  if (callee.type !== 'MemberExpression' || !isNode(callee.property)) return undefined
  const owner = memberObject(callee)
  return owner === undefined ? undefined : `${owner}.${text(callee.property.name)}`
}
