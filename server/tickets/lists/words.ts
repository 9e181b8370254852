import { createRequire } from 'node:module'

type Convert = (text: string) => string
let converters: Convert[] | undefined

// The tables of characters are loaded with the first search, not at start.
function loadConverters(): Convert[] {
  const load = createRequire(import.meta.url)
  const toSimplified = load('opencc-js/t2cn') as typeof import('opencc-js/t2cn')
  const toTraditional = load('opencc-js/cn2t') as typeof import('opencc-js/cn2t')
  return [
    toSimplified.Converter({ from: 'tw', to: 'cn' }),
    toTraditional.Converter({ from: 'cn', to: 'tw' }),
    (text) => text,
  ]
}

const quoted = (pair: string) => `'${pair.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`

function pairsOf(text: string): string[] {
  const characters = Array.from(text)
  if (characters.length === 1) return [`${quoted(text)}:*`]
  return [...new Set(characters.slice(1).map((character, index) => quoted(`${characters[index]}${character}`)))]
}

/** A tsquery for subjects cut into pairs of characters: what stands in it side by side, Simplified or Traditional. Null without a word. */
export function pairsQuery(q: string): string | null {
  converters ??= loadConverters()
  const folded = q.normalize('NFKC').toLowerCase()
  const spellings = new Set(converters.map((convert) => convert(folded)))
  const parts = [...spellings].map((spelling) => spelling.split(/\s+/).filter(Boolean).flatMap(pairsOf))
  const queries = parts.filter((pairs) => pairs.length > 0).map((pairs) => `(${pairs.join(' & ')})`)
  return queries.length > 0 ? queries.join(' | ') : null
}
