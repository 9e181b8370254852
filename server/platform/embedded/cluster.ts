import { randomBytes } from 'node:crypto'
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { type Account, runAs } from './account.ts'
import type { Binaries } from './binaries.ts'

export const databaseName = 'shouwen'
export const databaseUser = 'shouwen'

export type Cluster = { path: string; password: string; account: Account | undefined }
type Wanted = { folder: string; place: string; account: Account | undefined; binaries: Binaries; durable: boolean }

/** The cluster of a data folder, made on the first start; later starts keep the account that owns it. */
export function openCluster(wanted: Wanted): Cluster {
  const path = join(wanted.place, 'postgres')
  const passwordFile = join(wanted.folder, 'postgres.password')
  if (!existsSync(path)) createCluster(path, passwordFile, wanted)
  checkVersion(path, wanted.binaries.major)
  if (!existsSync(passwordFile))
    throw new Error(`${passwordFile} is missing: restore it from the backup of the data folder`)
  return { path, password: readFileSync(passwordFile, 'utf8').trim(), account: ownerOf(path, wanted.account) }
}

/** Renamed into place at the end: a start that is killed half-way leaves nothing that looks like a cluster. */
function createCluster(path: string, passwordFile: string, wanted: Wanted): void {
  for (const name of readdirSync(wanted.place)) {
    if (name.startsWith('postgres.new-')) rmSync(join(wanted.place, name), { recursive: true, force: true })
  }
  const password = randomBytes(24).toString('base64url')
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  const unfinished = join(wanted.place, `postgres.new-${process.pid}`)
  mkdirSync(unfinished, { mode: 0o700 })
  if (wanted.account) chownSync(unfinished, wanted.account.uid, wanted.account.gid)
  initialise(unfinished, password, wanted)
  renameSync(unfinished, path)
}

function initialise(path: string, password: string, { place, account, binaries, durable }: Wanted): void {
  const passwordFile = join(place, `postgres.new-password-${process.pid}`)
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (account) chownSync(passwordFile, account.uid, account.gid)
  try {
    demand(runAs(account, binaries.initdb, initdbArguments(path, passwordFile, durable)), 'initdb')
  } finally {
    rmSync(passwordFile)
  }
  const single = ['--single', '-D', path, ...(durable ? [] : ['-c', 'fsync=off']), 'postgres']
  demand(runAs(account, binaries.postgres, single, `CREATE DATABASE ${databaseName}\n`), 'CREATE DATABASE')
}

function initdbArguments(path: string, passwordFile: string, durable: boolean): string[] {
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const login = [`--username=${databaseUser}`, '--auth=scram-sha-256', `--pwfile=${passwordFile}`]
  return [`--pgdata=${path}`, ...locale, ...login, '--no-instructions', ...(durable ? [] : ['--no-sync'])]
}

function demand(answer: ReturnType<typeof runAs>, step: string): void {
  if (answer.status === 0) return
  throw new Error(`${step} failed: ${(answer.error?.message ?? answer.stderr).trim()}`)
}

function checkVersion(path: string, major: number): void {
  const kept = Number(readFileSync(join(path, 'PG_VERSION'), 'utf8'))
  if (kept === major) return
  throw new Error(
    `the database in ${path} was made by PostgreSQL ${kept}, this release brings ${major}: ` +
      'dump it with the previous release and restore it into a fresh data folder (see the upgrade guide)',
  )
}

function ownerOf(path: string, account: Account | undefined): Account | undefined {
  const { uid, gid } = statSync(path)
  if (account) return uid === account.uid ? account : { name: `account ${uid}`, uid, gid }
  if (uid === process.getuid?.()) return undefined
  throw new Error(`the database in ${path} belongs to account ${uid}: start as root or as that account`)
}
