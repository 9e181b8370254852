import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { migrate } from '../../server/platform/migrate.ts'
import { startPostgres } from '../../server/platform/postgres.ts'
import { stopChildren } from './child.ts'

export type Database = { url: string; pool: pg.Pool }

/** A PostgreSQL of its own with the product's schema and settings (fsync on), gone afterwards. */
export async function withDatabase(work: (database: Database) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'shouwen-bench-'))
  const postgres = await startPostgres({ folder })
  try {
    await migrate(postgres.url)
    const pool = new pg.Pool({ connectionString: postgres.url, max: 4 })
    pool.on('error', () => {})
    try {
      await work({ url: postgres.url, pool })
    } finally {
      await stopChildren()
      await pool.end()
    }
  } finally {
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
