import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { inject } from 'vitest'
import { openApp } from '../server/app.ts'
import { type MovableClock, movableClock } from './clock.ts'

type Built = Awaited<ReturnType<typeof openApp>>
export type TestApp = Built & {
  /** Where it listens. */
  url: string
  databaseUrl: string
  filesPath: string
  clock: MovableClock
  /** Empties every table, once the reactions of the last test have run. */
  reset(): Promise<void>
}

/** The whole product on a database of its own, cloned from the migrated template; once per test file. */
export async function startTestApp({
  clock = movableClock(),
  key = randomBytes(32),
  rateLimits = false,
} = {}): Promise<TestApp> {
  const folder = await mkdtemp(join(tmpdir(), 'shouwen-files-'))
  const database = await cloneTemplate()
  const app = await openApp({
    databaseUrl: database.url,
    key,
    files: { folder },
    publicUrl: 'http://console.test',
    clock,
    strictReplies: true,
    rateLimits,
    logLevel: 'silent',
  })
  await app.listen(0, '127.0.0.1')
  const address = app.http.server.address()
  if (address === null || typeof address === 'string') throw new Error('the test app does not listen')
  return {
    ...app,
    clock,
    url: `http://127.0.0.1:${address.port}`,
    databaseUrl: database.url,
    filesPath: folder,
    async reset() {
      await app.relay.idle()
      await database.empty()
      // What settings remember in the process went with the tables.
      app.platform.hints.publish({ topic: 'settings.changed' })
    },
    async close() {
      await app.close()
      await database.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function cloneTemplate() {
  const name = `test_${randomBytes(6).toString('hex')}`
  const admin = new Client(inject('adminUrl'))
  await admin.connect()
  await admin.query(`create database ${name} template template`)
  const url = new URL(inject('adminUrl'))
  url.pathname = `/${name}`
  const inside = new Client({ connectionString: url.href, lock_timeout: 40 })
  await inside.connect()
  const tables = await inside.query(
    `select string_agg(quote_ident(tablename), ', ') as names from pg_tables
     where schemaname = 'public' and tablename <> 'schema_migration'`,
  )
  return {
    url: url.href,
    empty: () => untilNobodyIsInTheWay(() => inside.query(`truncate ${tables.rows[0].names} restart identity cascade`)),
    async drop() {
      await inside.end()
      await admin.query(`drop database ${name} with (force)`)
      await admin.end()
    },
  }
}

const inTheWay = new Set(['40P01', '55P03'])

/** Keeper, roll-ups and closing sockets go on working while a test tidies up: give way at once, then try again. */
async function untilNobodyIsInTheWay(work: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await work()
      return
    } catch (error) {
      if (!inTheWay.has((error as { code?: string }).code ?? '') || attempt === 200) throw error
    }
  }
}
