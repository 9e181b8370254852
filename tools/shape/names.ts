import { basename } from 'node:path'
import type { Plan, Violation } from './plan.ts'
import { isNode, type Node, nodes, text } from './syntax.ts'
import type { SourceFile, Tree } from './tree.ts'

const DRAWERS = new Set('util utils helper helpers common manager service services shared lib misc'.split(' '))
/** The web platform's own words. */
const ALLOWED_FILES = new Set(['service-worker'])
const VAGUE_NOUN = /(Utils?|Helpers?|Manager|Service)$/
const VAGUE_VERB = /^(handle|process)[A-Z]/

export function checkNames(tree: Tree, plan: Plan): Violation[] {
  const sources = [...tree.sources.values()].filter((file) => !plan.generated.includes(file.path))
  return [...tree.paths.flatMap(checkPath), ...sources.flatMap((file) => [...checkBarrel(file), ...checkWords(file)])]
}

function checkPath(path: string): Violation[] {
  return path
    .split('/')
    .map((part) => part.replace(/\..*$/, ''))
    .filter((part) => !ALLOWED_FILES.has(part) && part.split('-').some((word) => DRAWERS.has(word)))
    .map((part) => ({ rule: 'name', path, message: `"${part}" says nothing of what is inside` }))
}

function checkBarrel(file: SourceFile): Violation[] {
  return file.imports
    .filter((wanted) => wanted.kind === 're-export')
    .map((wanted) => ({
      rule: 'barrel',
      path: file.path,
      line: file.lineAt(wanted.start),
      message: `re-exports "${basename(wanted.from)}": import it from where it lives`,
    }))
}

function checkWords(file: SourceFile): Violation[] {
  return declaredNames(file.program).flatMap(({ name, node, isFunction }) => {
    const isVague = VAGUE_NOUN.test(name) || (isFunction && VAGUE_VERB.test(name))
    const message = `"${name}" does not say what it does`
    return isVague ? [{ rule: 'name' as const, path: file.path, line: file.lineAt(node.start), message }] : []
  })
}

interface Declared {
  name: string
  node: Node
  isFunction: boolean
}

function declaredNames(program: Node): Declared[] {
  const statements = nodes(program.body).map((node) => (isNode(node.declaration) ? node.declaration : node))
  return statements.flatMap((node) => {
    const declared = node.type === 'VariableDeclaration' ? nodes(node.declarations) : [node]
    return declared.flatMap((one) => {
      const name = isNode(one.id) ? text(one.id.name) : undefined
      const value = isNode(one.init) ? one.init.type : one.type
      return name === undefined ? [] : [{ name, node: one, isFunction: /Function/.test(value) }]
    })
  })
}
