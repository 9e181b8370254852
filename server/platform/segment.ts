import { Jieba } from '@node-rs/jieba'
import { dict } from '@node-rs/jieba/dict.js'
import { Converter } from 'opencc-js/t2cn'

type Cutter = { jieba: Jieba; toSimplified: (text: string) => string }
let cutter: Cutter | undefined
const maxTokens = 2000

// The dictionaries take a tenth of a second: loaded with the first text, not at start.
function loadCutter(): Cutter {
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
