import { open, readdir, readFile, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { Client } from 'pg'
import { writeBackupFile } from './file.ts'
import { type Closing, checkOfKey, names, type Opening } from './format.ts'
import * as queries from './queries.ts'
import { type Entry, entryOf } from './tar.ts'
import { copyOut } from './wire.ts'

export type BackupOptions = {
  databaseUrl: string
  /** The key that opens personal data; it goes into the backup only under a passphrase. */
  key: Buffer
  /** The local folder of files; absent when they lie in S3, or when the backup is of the database alone. */
  filesPath?: string | undefined
  to: string
  passphrase?: string | undefined
}
export type BackupReport = Closing & { to: string; takenAt: Date; bytes: number; seconds: number; holdsKey: boolean }

const partSize = 1024 * 1024

/** One file with the whole centre as it was at one moment; servers go on working meanwhile (decision 0050). */
export async function makeBackup(options: BackupOptions): Promise<BackupReport> {
  const began = performance.now()
  const client = new Client({ connectionString: options.databaseUrl, application_name: 'shouwen-backup' })
  client.on('error', () => {})
  await client.connect()
  try {
    const takenAt = await queries.openSnapshot(client)
    const holdsKey = options.passphrase !== undefined
    const closing: Closing = {
      rows: {},
      sequences: {},
      messages: { streams: 0, messages: 0, broken: 0, digest: '0' },
      jobs: 0,
      files: 0,
    }
    await writeBackupFile(options.to, everything({ client, options, takenAt, closing }), options.passphrase)
    await client.query('commit')
    const { size: bytes } = await stat(options.to)
    return { ...closing, to: options.to, takenAt, bytes, holdsKey, seconds: (performance.now() - began) / 1000 }
  } finally {
    await client.end()
  }
}

type Work = { client: Client; options: BackupOptions; takenAt: Date; closing: Closing }

async function* everything({ client, options, takenAt, closing }: Work): AsyncGenerator<Entry> {
  const { key, filesPath, passphrase } = options
  const columns = await queries.columnsOf(client)
  const opening: Opening = {
    format: 1,
    takenAt: takenAt.toISOString(),
    release: await releaseVersion(),
    migrations: await queries.appliedMigrations(client),
    columns,
    keyCheck: checkOfKey(key),
    holds: { key: passphrase !== undefined, files: filesPath !== undefined },
  }
  yield entryOf(names.opening, JSON.stringify(opening))
  if (passphrase !== undefined) yield entryOf(names.key, key)
  for (const [table, itsColumns] of Object.entries(columns)) yield* tableEntries(client, table, itsColumns, closing)
  const jobs = await queries.waitingJobs(client)
  closing.jobs = jobs.length
  yield entryOf(names.jobs, JSON.stringify(jobs))
  if ('message' in columns) closing.messages = await queries.messageCheck(client)
  closing.sequences = await queries.sequencesOf(client)
  // After the snapshot: every file that a row of it names was there before the row.
  if (filesPath) yield* fileEntries(filesPath, closing)
  yield entryOf(names.closing, JSON.stringify(closing))
}

async function* tableEntries(client: Client, table: string, columns: string[], closing: Closing) {
  let part = 0
  let held: Buffer[] = []
  let size = 0
  closing.rows[table] = 0
  for await (const row of copyOut(client, queries.copyOutSql(table, columns))) {
    closing.rows[table]++
    held.push(row)
    size += row.length
    if (size < partSize) continue
    yield entryOf(names.table(table, part++), Buffer.concat(held, size))
    held = []
    size = 0
  }
  if (size > 0) yield entryOf(names.table(table, part), Buffer.concat(held, size))
}

async function* fileEntries(folder: string, closing: Closing): AsyncGenerator<Entry> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  for (const entry of found.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name)
    // Discarded since: no row of the snapshot needs it, or its message was taken back.
    const file = await open(path).catch(() => null)
    if (!file) continue
    const { size } = await file.stat()
    closing.files++
    const name = names.file(relative(folder, path))
    // No further than the size told: an upload of this moment is no part of the snapshot.
    if (size > 0) yield { name, size, body: file.createReadStream({ end: size - 1 }) }
    else yield entryOf(name, '')
    await file.close()
  }
}

export async function releaseVersion(): Promise<string> {
  const text = await readFile(new URL('../../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
