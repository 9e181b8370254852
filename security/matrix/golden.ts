import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export type GoldenRow = { thing: string; relation: string; decisions: string[] }

const path = (name: string) => fileURLToPath(new URL(`./${name}`, import.meta.url))

/** Relations with one and the same line share it, in their order: the reviewer reads each answer once. */
export function table(heads: readonly string[], rows: readonly GoldenRow[]): string {
  const lines: GoldenRow[] = []
  for (const row of rows) {
    const same = lines.find((one) => one.thing === row.thing && one.decisions.join() === row.decisions.join())
    if (same) same.relation = `${same.relation}; ${row.relation}`
    else lines.push({ ...row })
  }
  const out = [`| | ${heads.join(' | ')} |`, `|---|${heads.map(() => '---').join('|')}|`]
  for (const { relation, decisions } of lines) out.push(`| ${relation} | ${decisions.join(' | ')} |`)
  return out.join('\n')
}

/** Compares with the file that people review; UPDATE_GOLDEN=1 writes it anew. */
export function golden(name: string, actual: string): { expected: string; actual: string } {
  const file = path(name)
  if (process.env.UPDATE_GOLDEN) writeFileSync(file, actual)
  return { expected: existsSync(file) ? readFileSync(file, 'utf8') : '', actual }
}
