import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate } from '../server/platform/migrate.ts'
import { type Postgres, startPostgres } from '../server/platform/postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A superuser's address on the server of this run; `template` on it is the migrated database that tests clone. */
    adminUrl: string
  }
}

/** One PostgreSQL per run, with a migrated template; TEST_DATABASE_URL uses a server that is running already. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'shouwen-test-'))
  const own = process.env.TEST_DATABASE_URL ? undefined : await startPostgres({ folder, durable: false })
  try {
    const adminUrl = process.env.TEST_DATABASE_URL ?? (own as Postgres).url
    await makeTemplate(adminUrl)
    project.provide('adminUrl', adminUrl)
  } catch (error) {
    await end(own, folder)
    throw error
  }
  return () => end(own, folder)
}

async function end(own: Postgres | undefined, folder: string): Promise<void> {
  await own?.stop()
  await rm(folder, { recursive: true, force: true })
}

async function makeTemplate(adminUrl: string): Promise<void> {
  const admin = new Client(adminUrl)
  await admin.connect()
  const { rowCount } = await admin.query("SELECT FROM pg_database WHERE datname = 'template'")
  if (rowCount) await admin.query('ALTER DATABASE template IS_TEMPLATE false')
  await admin.query('DROP DATABASE IF EXISTS template WITH (FORCE)')
  await admin.query('CREATE DATABASE template')
  const url = new URL(adminUrl)
  url.pathname = '/template'
  await migrate(url.href)
  await admin.query('ALTER DATABASE template IS_TEMPLATE true')
  await admin.end()
}
