import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isNode, type Node, nodes, parse, text, walk } from '../shape/syntax.ts'
import { type Bundle, list, type Problem } from './bundles.ts'

/** Every text that the screens ask for by a literal, or by a template with a fixed part, exists. */
export function checkUses(top: string, bundles: Bundle[]): Problem[] {
  return ['console', 'widget'].flatMap((root) => {
    const known = knownKeys(bundles.filter((bundle) => bundle.root === root))
    const sources = list(top, root).filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
    return sources.flatMap((path) =>
      usedKeys(path, readFileSync(join(top, path), 'utf8'))
        .filter((used) => !known.some((key) => used.test(key)))
        .map((used) => ({
          path,
          message: `asks for "${used.source.slice(1, -1).replaceAll('\\', '')}", which no file has`,
        })),
    )
  })
}

/** `accept` of inbox.json answers to `accept`, `inbox:accept` and `inbox.accept`; plural forms to their stem. */
function knownKeys(bundles: Bundle[]): string[] {
  return bundles.flatMap(({ name, texts }) =>
    [...(texts.get('zh-CN')?.keys() ?? [])].flatMap((key) =>
      [key, key.replace(/_other$/, '')].flatMap((one) => [one, `${name}:${one}`, `${name}.${one}`]),
    ),
  )
}

function usedKeys(path: string, source: string): RegExp[] {
  const found: RegExp[] = []
  walk(parse(path, source).program, (node) => {
    if (node.type === 'CallExpression' && isTranslate(node.callee)) found.push(...patterns(nodes(node.arguments)[0]))
    if (node.type === 'JSXAttribute' && isNode(node.name) && node.name.name === 'i18nKey' && isNode(node.value)) {
      found.push(...patterns(node.value))
    }
  })
  return found
}

function isTranslate(callee: unknown): boolean {
  if (!isNode(callee)) return false
  if (callee.type === 'Identifier') return callee.name === 't'
  return callee.type === 'MemberExpression' && isNode(callee.property) && callee.property.name === 't'
}

function patterns(node: Node | undefined): RegExp[] {
  if (node?.type === 'ConditionalExpression') {
    return [node.consequent, node.alternate].flatMap((branch) => (isNode(branch) ? patterns(branch) : []))
  }
  if (node?.type === 'Literal') {
    const key = text(node.value)
    return key === undefined ? [] : [new RegExp(`^${escaped(key)}$`)]
  }
  if (node?.type !== 'TemplateLiteral') return []
  const parts = nodes(node.quasis).map((part) => escaped((part.value as { cooked?: string }).cooked ?? ''))
  return parts.join('') === '' ? [] : [new RegExp(`^${parts.join('.+')}$`)]
}

function escaped(part: string): string {
  return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
