import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { databaseName, databaseUser } from '../../platform/embedded/cluster.ts'
import { startPostgres } from '../../platform/postgres.ts'
import { DataFolderInUse, openDataFolder } from '../../platform/start/data-folder.ts'
import type { Settings } from '../../platform/start/env.ts'

/** A centre to read from or to write to, without its server. */
export type Place = { databaseUrl: string; key: Buffer; filesPath: string | undefined; close(): Promise<void> }

/** The centre of these settings, whether its server runs or not. */
export async function openCentre(settings: Settings): Promise<Place> {
  const { data, databaseUrl, secretKey, s3 } = settings
  const filesPath = s3 ? undefined : join(data, 'files')
  if (databaseUrl) {
    const key = secretKey ?? keyIn(data)
    return {
      databaseUrl,
      key,
      filesPath: filesPath && existsSync(filesPath) ? filesPath : undefined,
      close: async () => {},
    }
  }
  if (!existsSync(join(data, 'postgres.password'))) throw new Error(`there is no centre in ${data} (--data FOLDER)`)
  try {
    return { ...(await startCentre(settings)), filesPath }
  } catch (error) {
    if (!(error instanceof DataFolderInUse)) throw error
    return { databaseUrl: runningDatabase(data), key: secretKey ?? keyIn(data), filesPath, close: async () => {} }
  }
}

/** A folder and a database for a restored centre; refuses what is in use or holds anything. */
export async function openEmptyCentre(settings: Settings, key: Buffer): Promise<Place> {
  const filesPath = settings.s3 ? undefined : join(settings.data, 'files')
  return { ...(await startCentre({ ...settings, secretKey: key })), filesPath }
}

export function demandEmptyFolder(data: string): void {
  if (!existsSync(data)) return
  const [first] = readdirSync(data).filter((name) => name !== 'lost+found')
  if (first)
    throw new Error(`${data} is not empty (${first}): a restore never overwrites, name a new folder with --data`)
}

async function startCentre({ data, databaseUrl, secretKey }: Settings): Promise<Omit<Place, 'filesPath'>> {
  const folder = await openDataFolder(data, { ...(secretKey && { key: secretKey }), patienceMs: 0 })
  try {
    const postgres = databaseUrl ? undefined : await startPostgres({ folder: folder.path })
    return {
      databaseUrl: databaseUrl ?? (postgres?.url as string),
      key: folder.key,
      async close() {
        await postgres?.stop()
        folder.release()
      },
    }
  } catch (error) {
    folder.release()
    throw error
  }
}

function keyIn(data: string): Buffer {
  const path = join(data, 'secret.key')
  if (!existsSync(path)) throw new Error(`${path} is missing: give the key in SECRET_KEY`)
  return readFileSync(path)
}

/** Where the PostgreSQL of a running server answers: its fourth line in postmaster.pid. */
function runningDatabase(data: string): string {
  const note = join(data, 'postgres.place')
  const place = existsSync(note) ? readFileSync(note, 'utf8').trim() : data
  const pidFile = join(place, 'postgres', 'postmaster.pid')
  const port = existsSync(pidFile) ? readFileSync(pidFile, 'utf8').split('\n')[3] : undefined
  if (!port) throw new Error('the server is starting or stopping: try again in a moment')
  const password = readFileSync(join(data, 'postgres.password'), 'utf8').trim()
  return `postgres://${databaseUser}:${password}@127.0.0.1:${port}/${databaseName}`
}
