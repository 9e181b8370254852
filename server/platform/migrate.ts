import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import pg from 'pg'

const folder = new URL('../migrations/', import.meta.url)

export type Migration = { name: string; sql: string; sha256: string }
export type MigrateOptions = {
  log?: (line: string) => void
  /** Before an existing database is changed: the moment to make a backup. */
  before?: (pending: string[]) => Promise<void>
}

export const migrationTableSql =
  'create table if not exists schema_migration (name text primary key, sha256 text not null, applied_at timestamptz not null default now())'

export async function migrationFiles(): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}_.*\.sql$/.test(name)).sort()
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(new URL(name, folder), 'utf8')
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

/**
 * Brings the database to the newest schema, one transaction a file, under an advisory lock so that several nodes may
 * start at once. A file that was changed after it was applied is refused: migrations only go forward.
 */
export async function migrate(databaseUrl: string, { log, before }: MigrateOptions = {}): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(7201)')
    await client.query(migrationTableSql)
    const { rows } = await client.query<Migration>('select name, sha256 from schema_migration')
    const applied = new Map(rows.map((row) => [row.name, row.sha256]))
    const pending: Migration[] = []
    for (const file of await migrationFiles()) {
      const earlier = applied.get(file.name)
      if (earlier && earlier !== file.sha256)
        throw new Error(`Migration ${file.name} was changed after it had been applied.`)
      if (!earlier) pending.push(file)
    }
    if (applied.size > 0 && pending.length > 0) await before?.(pending.map((file) => file.name))
    for (const file of pending) {
      await inTransaction(client, () => applyMigration(client, file))
      log?.(`Migrated ${file.name}`)
    }
  } finally {
    await client.end()
  }
}

/** The file's statements and the note that they ran, in the caller's transaction. */
export async function applyMigration(client: pg.Client, { name, sql, sha256 }: Migration): Promise<void> {
  await client.query(sql)
  await client.query('insert into schema_migration (name, sha256) values ($1, $2)', [name, sha256])
}

async function inTransaction(client: pg.Client, work: () => Promise<void>): Promise<void> {
  await client.query('begin')
  try {
    await work()
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}
