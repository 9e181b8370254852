import { sql } from 'kysely'
import type { Database } from '../migrations/db-types.ts'
import type { Tx } from './context.ts'

/** Those rows that nobody else works on, held until the transaction ends: how the keeper takes what a clock belongs to. */
export async function freeRows(tx: Tx, table: keyof Database & string, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from ${sql.table(table)} where id = any(${[...ids]}::uuid[]) order by id for update skip locked`.execute(
    tx.db,
  )
  return rows.map(({ id }) => id)
}
