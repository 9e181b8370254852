import { sql } from 'kysely'
import type { Database } from '../migrations/db-types.ts'
import type { Tx } from '../platform/context.ts'

const chunk = 2000
const snake = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

export type Row = Record<string, unknown>

/**
 * Writes many rows of one table in few statements; every row names the same columns. Only the demo company is written like
 * this, past the areas' actions: its history happened at other times than now, and no customer waits for it.
 */
export async function insertRows(tx: Tx, table: keyof Database, rows: readonly Row[]): Promise<void> {
  const names = Object.keys(rows[0] ?? {}).map(snake)
  const columns = sql.join(names.map((name) => sql.id(name)))
  const target = sql.id(snake(table))
  for (let start = 0; start < rows.length; start += chunk) {
    const part = JSON.stringify(rows.slice(start, start + chunk).map(columnsOf))
    await sql`insert into ${target} (${columns})
      select ${columns} from jsonb_populate_recordset(null::${target}, ${part}::jsonb)`.execute(tx.db)
  }
}

function columnsOf(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [snake(name), value instanceof Uint8Array ? hex(value) : value]),
  )
}

const hex = (bytes: Uint8Array) => `\\x${Buffer.from(bytes).toString('hex')}`

/** The text form of a tsvector with these words. */
export function wordsText(words: readonly string[]): string {
  return words.map((word) => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`).join(' ')
}
