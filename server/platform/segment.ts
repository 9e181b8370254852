import { createRequire } from 'node:module'
import type { Jieba } from '@node-rs/jieba'

type Cutter = { jieba: Jieba; toSimplified: (text: string) => string }
let cutter: Cutter | undefined
const maxTokens = 2000

// The dictionaries take a tenth of a second and 15 MB: loaded with the first text, not at start.
function loadCutter(): Cutter {
  const load = createRequire(import.meta.url)
  const { Jieba } = load('@node-rs/jieba') as typeof import('@node-rs/jieba')
  const { dict } = load('@node-rs/jieba/dict.js') as typeof import('@node-rs/jieba/dict.js')
  const { Converter } = load('opencc-js/t2cn') as typeof import('opencc-js/t2cn')
  return { jieba: Jieba.withDict(dict), toSimplified: Converter({ from: 'tw', to: 'cn' }) }
}

/** NFKC, lower case, Simplified: two spellings of the same text become one. */
export function fold(text: string): string {
  cutter ??= loadCutter()
  return cutter.toSimplified(text.normalize('NFKC').toLowerCase())
}

/** Words of a text for the index and for the query alike: NFKC, lower case, folded to Simplified, cut by jieba. */
export function segment(text: string): string[] {
  cutter ??= loadCutter()
  const words = cutter.jieba
    .cutForSearch(fold(text), true)
    .filter((word) => /[\p{L}\p{N}]/u.test(word) && word.length <= 100)
  return [...new Set(words)].slice(0, maxTokens)
}
