import { createWriteStream } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, resolve, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Client } from 'pg'
import type { z } from 'zod'
import { applyMigration, migrationFiles, migrationTableSql } from '../../platform/migrate.ts'
import { readBackupFile } from './file.ts'
import { type Closing, checkOfKey, closing, names, type Opening, opening } from './format.ts'
import * as queries from './queries.ts'
import type { Entry } from './tar.ts'
import { copyIn } from './wire.ts'

export type RestoreOptions = {
  from: string
  passphrase?: string | undefined
  /** The centre's key when the backup does not hold it. */
  key?: Buffer | undefined
  filesPath: string
  /** Opens the empty database once the key is known to be right; called once. */
  openDatabase(key: Buffer): Promise<string>
}
export type RestoreReport = {
  takenAt: Date
  release: string
  expected: Closing
  rows: Record<string, number>
  messages: queries.MessageCheck
  jobs: queries.WaitingJob[]
  files: number
  holdsFiles: boolean
  key: Buffer
  databaseUrl: string
}

/** Puts a backup into an empty database and folder; in one transaction, so that half a centre cannot come about. */
export async function restoreBackup(options: RestoreOptions): Promise<RestoreReport> {
  const entries = readBackupFile(options.from, options.passphrase)
  const start = await parsed(await following(entries, names.opening), opening)
  const key = await keyFor(start, options, entries)
  const databaseUrl = await options.openDatabase(key)
  const client = new Client({ connectionString: databaseUrl, application_name: 'shouwen-restore' })
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('begin')
    const result = await load({ client, entries, start, options })
    await client.query('commit')
    const { takenAt, release, holds } = start
    return { ...result, takenAt: new Date(takenAt), release, holdsFiles: holds.files, key, databaseUrl }
  } finally {
    await client.end()
  }
}

type Loading = { client: Client; entries: AsyncGenerator<Entry>; start: Opening; options: RestoreOptions }

async function load({ client, entries, start, options }: Loading) {
  if (!(await queries.isEmptyDatabase(client))) throw new Error('the database is not empty: restore into a new one')
  await migrateAsThen(client, start)
  const tables = Object.keys(start.columns)
  demandSameTables(await queries.columnsOf(client), start)
  const keys = await queries.loosen(client, tables)
  let jobs: queries.WaitingJob[] = []
  let end: Closing | undefined
  let files = 0
  for await (const entry of entries) {
    const [kind, table = ''] = entry.name.split('/')
    if (kind === 'tables')
      await copyIn(client, queries.copyInSql(table, columnsFor(start, table)), await content(entry))
    else if (kind === 'files') files += await keepFile(entry, options.filesPath)
    else if (entry.name === names.jobs) jobs = JSON.parse((await content(entry)).toString()) as queries.WaitingJob[]
    else if (entry.name === names.closing) end = await parsed(entry, closing)
    else throw new Error(`the backup holds ${entry.name}, which this release does not know`)
  }
  if (!end) throw new Error('the backup is not complete: it was cut off')
  await queries.setSequences(client, end.sequences)
  await queries.fasten(client, tables, keys)
  const rows = await queries.rowCounts(client, tables)
  const messages = 'message' in start.columns ? await queries.messageCheck(client) : end.messages
  demandEqual({ rows, messages, files }, end)
  return { expected: end, rows, messages, jobs, files }
}

/** The schema as it was: exactly the migrations that had been applied. Later ones follow on the restored rows. */
async function migrateAsThen(client: Client, start: Opening): Promise<void> {
  const known = new Map((await migrationFiles()).map((file) => [file.name, file]))
  await client.query(migrationTableSql)
  for (const { name, sha256 } of start.migrations) {
    const file = known.get(name)
    if (!file) throw new Error(`the backup was made by a newer release (${start.release}): it has ${name}`)
    if (file.sha256 !== sha256) throw new Error(`the backup was made with another ${name} than this release has`)
    await applyMigration(client, file)
  }
}

function demandSameTables(now: queries.Columns, { columns }: Opening): void {
  const missing = Object.entries(columns).flatMap(([table, its]) =>
    its.filter((column) => !now[table]?.includes(column)).map((column) => `${table}.${column}`),
  )
  if (missing.length > 0) throw new Error(`the backup has what this release does not make: ${missing.join(', ')}`)
}

function demandEqual(restored: Pick<RestoreReport, 'rows' | 'messages' | 'files'>, end: Closing): void {
  const wrong = Object.keys(end.rows).filter((table) => restored.rows[table] !== end.rows[table])
  if (wrong.length > 0) throw new Error(`other numbers of rows than in the backup: ${wrong.join(', ')}`)
  if (JSON.stringify(restored.messages) !== JSON.stringify(end.messages))
    throw new Error('the sequences of messages differ from the backup')
  if (restored.files !== end.files) throw new Error('other numbers of files than in the backup')
}

/** Before anything is written: without the right key personal data would stay closed for ever. */
async function keyFor(start: Opening, options: RestoreOptions, entries: AsyncGenerator<Entry>): Promise<Buffer> {
  const held = start.holds.key ? await content(await following(entries, names.key)) : undefined
  const key = options.key ?? held
  if (!key) throw new Error('the backup does not hold the key: give the secret.key of that centre with --key FILE')
  if (checkOfKey(key) !== start.keyCheck) throw new Error('the key given is not the one of this backup')
  return key
}

async function following(entries: AsyncGenerator<Entry>, name: string): Promise<Entry> {
  const { value, done } = await entries.next()
  if (done || value.name !== name) throw new Error(`this is not a backup: ${name} does not come where it belongs`)
  return value
}

function columnsFor({ columns }: Opening, table: string): string[] {
  const its = columns[table]
  if (!its) throw new Error(`the backup has rows of ${table}, a table it does not tell of`)
  return its
}

async function content({ body, size }: Entry): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of body) pieces.push(piece)
  return Buffer.concat(pieces, size)
}

async function parsed<T>(entry: Entry, schema: z.ZodType<T>): Promise<T> {
  const result = schema.safeParse(JSON.parse((await content(entry)).toString()))
  if (result.success) return result.data
  throw new Error(`${entry.name} of this backup cannot be read by this release`)
}

async function keepFile({ name, body }: Entry, folder: string): Promise<number> {
  const path = resolve(folder, name.slice('files/'.length))
  if (!path.startsWith(resolve(folder) + sep)) throw new Error(`the backup names a file outside of its folder: ${name}`)
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await pipeline(body, createWriteStream(path, { mode: 0o600, flags: 'wx' }))
  return 1
}

/** For the restored data folder. */
export const writeKey = (path: string, key: Buffer) => writeFile(path, key, { mode: 0o600, flag: 'wx' })
