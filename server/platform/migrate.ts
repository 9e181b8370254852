import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import pg from 'pg'

const folder = new URL('../migrations/', import.meta.url)

export async function migrationFiles(): Promise<{ name: string; sql: string }[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}_.*\.sql$/.test(name)).sort()
  return Promise.all(names.map(async (name) => ({ name, sql: await readFile(new URL(name, folder), 'utf8') })))
}

/**
 * Brings the database to the newest schema, one transaction a file, under an advisory lock so that several nodes may
 * start at once. A file that was changed after it was applied is refused: migrations only go forward.
 */
export async function migrate(databaseUrl: string, log: (line: string) => void = () => {}): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(7201)')
    await client.query(
      'create table if not exists schema_migration (name text primary key, sha256 text not null, applied_at timestamptz not null default now())',
    )
    const applied = new Map<string, string>(
      (await client.query('select name, sha256 from schema_migration')).rows.map((row) => [row.name, row.sha256]),
    )
    for (const { name, sql } of await migrationFiles()) {
      const sha256 = createHash('sha256').update(sql).digest('hex')
      const before = applied.get(name)
      if (before && before !== sha256) throw new Error(`Migration ${name} was changed after it had been applied.`)
      if (before) continue
      await applyOne(client, { name, sql, sha256 })
      log(`Migrated ${name}`)
    }
  } finally {
    await client.end()
  }
}

async function applyOne(client: pg.Client, file: { name: string; sql: string; sha256: string }): Promise<void> {
  await client.query('begin')
  try {
    await client.query(file.sql)
    await client.query('insert into schema_migration (name, sha256) values ($1, $2)', [file.name, file.sha256])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}
