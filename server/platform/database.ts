import { CamelCasePlugin, Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely'
import pg from 'pg'
import type { Database } from '../migrations/db-types.ts'
import type { Log } from './log.ts'

export type Db = Kysely<Database>

// int8 and numeric arrive as text; our ids and sums stay far below 2^53, dates stay the text PostgreSQL wrote.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value)

export type OpenDatabase = { db: Db; pool: pg.Pool; close(): Promise<void> }

/** People wait for it: what does not come within 2 s is refused, and tried again (reliability/faults F3). */
const prompt = { connections: 20, patienceMs: 1900 }
/** Roll-ups and the demo company: nobody waits, and they may not take the connections of those who do. */
export const patient = { connections: 3, patienceMs: 30_000 }

export function openDatabase(url: string, log: Log, { connections, patienceMs } = prompt): OpenDatabase {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    keepAlive: true,
    // Told within a second that there is no free connection (reliability/faults F4).
    connectionTimeoutMillis: 900,
    query_timeout: patienceMs,
    statement_timeout: patienceMs - 100,
    idle_in_transaction_session_timeout: 15_000,
    application_name: 'shouwen',
  })
  // A checked-out client emits 'error' when PostgreSQL dies, which would end the process (reliability/baseline 6.1).
  pool.on('connect', (client) => {
    client.on('error', (error) => log.warn({ error: error.message }, 'database connection lost'))
    prepareMarked(client)
  })
  pool.on('error', (error) => log.warn({ error: error.message }, 'idle database connection lost'))
  const db = new Kysely<Database>({
    dialect: new PostgresDialect({ pool: discardingStuck(pool) }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
  return { db, pool, close: () => db.destroy() }
}

const marked = /^\s*\/\* prepared (\w+) \*\//

/**
 * A statement that begins with the comment `prepared NAME` is planned once per connection. For the few that run with every
 * message: planning the one that stores a batch takes longer than storing six messages.
 */
function prepareMarked(client: pg.ClientBase): void {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown
  const prepared = (text: unknown, values: unknown, ...rest: unknown[]) => {
    const name = typeof text === 'string' ? marked.exec(text)?.[1] : undefined
    return name ? query({ name, text, values }, ...rest) : query(text, values, ...rest)
  }
  client.query = prepared as typeof client.query
}

/**
 * A connection whose answer did not come is thrown away: whoever got it next would wait behind the query that never ends, and
 * so would the rollback.
 */
function discardingStuck(pool: pg.Pool): PostgresPool {
  const connect = async (): Promise<PostgresPoolClient> => {
    const client = await pool.connect()
    let stuck: Error | undefined
    const query = async (text: string, values: unknown[]) => {
      if (stuck) throw stuck
      try {
        return await client.query(text, values)
      } catch (error) {
        if (isUnanswered(error)) stuck = error
        throw error
      }
    }
    const release = (destroy?: boolean) => client.release(stuck ?? destroy)
    // Of the two forms of `query` the one with a cursor is never used.
    return { query: query as unknown as PostgresPoolClient['query'], release }
  }
  return { connect, end: () => pool.end(), options: pool.options }
}

const isUnanswered = (error: unknown): error is Error =>
  error instanceof Error && error.message === 'Query read timeout'

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
    /timeout exceeded when trying to connect|Query read timeout|Connection terminated|not queryable|the database system is/.test(
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

/** All connections were taken for longer than one waits for one. */
export function isPoolEmpty(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('timeout exceeded when trying to connect')
}
