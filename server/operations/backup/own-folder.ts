import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { noteRun } from './queries.ts'
import { stamp } from './words.ts'

const kept = 3

export async function onDatabase<T>(databaseUrl: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: databaseUrl })
  client.on('error', () => {})
  await client.connect()
  return work(client).finally(() => client.end())
}

export const databaseTime = (databaseUrl: string) =>
  onDatabase(
    databaseUrl,
    async (client) => (await client.query<{ at: Date }>('select now() as at')).rows[0]?.at as Date,
  )

/** A new name in the backups of a data folder. */
export async function nextFile(data: string, databaseUrl: string, word: string): Promise<string> {
  const folder = join(data, 'backups')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return join(folder, `${word}-${stamp(await databaseTime(databaseUrl))}.backup`)
}

/** The times in the names put the oldest first. */
export function discardOld(data: string, word: string): void {
  const folder = join(data, 'backups')
  const found = readdirSync(folder).filter((name) => name.startsWith(`${word}-`) && name.endsWith('.backup'))
  for (const name of found.sort().slice(0, -kept)) rmSync(join(folder, name))
}

export const keepNote = (databaseUrl: string, run: Parameters<typeof noteRun>[1]) =>
  onDatabase(databaseUrl, (client) => noteRun(client, run))
