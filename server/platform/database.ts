import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Database } from '../migrations/db-types.ts'
import type { Log } from './log.ts'

export type Db = Kysely<Database>

// int8 and numeric arrive as text; our ids and sums stay far below 2^53, dates stay the text PostgreSQL wrote.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value)

export type OpenDatabase = { db: Db; pool: pg.Pool; close(): Promise<void> }

export function openDatabase(url: string, log: Log, connections = 20): OpenDatabase {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    keepAlive: true,
    connectionTimeoutMillis: 1500,
    query_timeout: 10_000,
    statement_timeout: 9_000,
    idle_in_transaction_session_timeout: 15_000,
    application_name: 'shouwen',
  })
  // A checked-out client emits 'error' when PostgreSQL dies, which would end the process (reliability/baseline 6.1).
  pool.on('connect', (client) =>
    client.on('error', (error) => log.warn({ error: error.message }, 'database connection lost')),
  )
  pool.on('error', (error) => log.warn({ error: error.message }, 'idle database connection lost'))
  const db = new Kysely<Database>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
  return { db, pool, close: () => db.destroy() }
}

const connectionFaults = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '08006',
  '08003',
  '08001',
  '57014',
])

/** The database is away or overloaded: answer 503, the caller may try again. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code } = error as Error & { code?: string }
  return (
    connectionFaults.has(code ?? '') ||
    /timeout exceeded when trying to connect|Query read timeout|Connection terminated|the database system is/.test(
      error.message,
    )
  )
}

// NUL and escapes of it; half a character in JSON; a number or a time beyond what its column holds.
const unstorable = new Set(['22021', '22P05', '22P02', '22003', '22008'])

/** A value that PostgreSQL cannot hold: the net below the checks of each contract. */
export function isUnstorable(error: unknown): boolean {
  return error instanceof Error && unstorable.has((error as Error & { code?: string }).code ?? '')
}

export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && (error as Error & { code?: string }).code === '23505'
}

/** Deadlock or serialisation failure: the transaction may simply be run again. */
export function isRetryable(error: unknown): boolean {
  const code = error instanceof Error ? (error as Error & { code?: string }).code : undefined
  return code === '40P01' || code === '40001'
}
