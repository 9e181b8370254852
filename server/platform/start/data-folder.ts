import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export type DataFolder = {
  path: string
  /** 32 bytes that encrypt the keys of personal data. */
  key: Buffer
  filesPath: string
  /** Written beside the lock, so that a second start can say where the first one answers. */
  announce(address: string): void
  release(): void
}
export type DataFolderOptions = {
  /** The key shared by several nodes; by default the folder keeps its own. */
  key?: Buffer
  /** How long to wait for a server that is just stopping. */
  patienceMs?: number
}

export class DataFolderInUse extends Error {}

/** Opens the data folder for this process alone; throws an error of one line when it is in use or cannot be used. */
export async function openDataFolder(wanted: string, options: DataFolderOptions = {}): Promise<DataFolder> {
  const path = makeFolder(wanted)
  const unlock = lock(path, options.patienceMs ?? 3000)
  try {
    const holder = join(path, 'server.json')
    const announce = (address?: string) => writePrivate(holder, `${JSON.stringify({ pid: process.pid, address })}\n`)
    announce()
    const release = () => {
      rmSync(holder, { force: true })
      unlock()
    }
    return { path, key: options.key ?? keyOf(path), filesPath: makeFolder(join(path, 'files')), announce, release }
  } catch (error) {
    unlock()
    throw error
  }
}

function makeFolder(path: string): string {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    return realpathSync(path)
  } catch (error) {
    throw new Error(`the data folder ${path} cannot be made (${(error as NodeJS.ErrnoException).code})`)
  }
}

/**
 * Node has no flock. An exclusive transaction of the SQLite inside Node holds the kernel's lock on an empty file, which
 * ends with the process however it ends: nothing goes stale, and two starts at the same instant cannot both win.
 */
function lock(folder: string, patienceMs: number): () => void {
  const file = join(folder, 'lock')
  try {
    closeSync(openSync(file, 'a', 0o600))
    const database = new DatabaseSync(file, { timeout: patienceMs })
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
    return () => database.close()
  } catch (error) {
    const isHeld = (error as { errcode?: number }).errcode === 5 // SQLITE_BUSY
    if (isHeld) throw new DataFolderInUse(inUse(folder))
    throw new Error(`the data folder ${folder} cannot be used: ${(error as Error).message}`)
  }
}

function inUse(folder: string): string {
  try {
    const { pid, address } = JSON.parse(readFileSync(join(folder, 'server.json'), 'utf8')) as {
      pid: number
      address?: string
    }
    return `the data folder ${folder} is in use by the server with pid ${pid}, ${address ? `at ${address}` : 'which is starting'}`
  } catch {
    return `the data folder ${folder} is in use by another server`
  }
}

function keyOf(folder: string): Buffer {
  const file = join(folder, 'secret.key')
  if (!existsSync(file)) {
    // A new key could not read what the old one encrypted.
    if (existsSync(join(folder, 'postgres.password'))) throw new Error(`${file} is missing: restore it from the backup`)
    writePrivate(file, randomBytes(32))
  }
  const key = readFileSync(file)
  if (key.length !== 32) throw new Error(`${file} is damaged: it has ${key.length} bytes instead of 32`)
  return key
}

/** Complete or absent, also after a power cut, and readable by its owner alone. */
function writePrivate(file: string, content: string | Buffer): void {
  const unfinished = `${file}.new`
  rmSync(unfinished, { force: true })
  const descriptor = openSync(unfinished, 'wx', 0o600)
  writeFileSync(descriptor, content)
  fsyncSync(descriptor)
  closeSync(descriptor)
  renameSync(unfinished, file)
}
