import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export type Account = { name: string; uid: number; gid: number }
type Log = (line: string) => void

const systemFolder = '/var/lib/shouwen'

/** The account PostgreSQL runs as: none for an ordinary user; for root, who is refused by PostgreSQL, an unprivileged one. */
export function postgresAccount(log: Log): Account | undefined {
  if (process.getuid?.() !== 0) return undefined
  const known = accountNamed('shouwen') ?? createAccount(log)
  const account = known ?? accountNamed('postgres') ?? accountNamed('nobody')
  if (!account)
    throw new Error('PostgreSQL refuses to run as root and no other account exists; create an account named shouwen')
  return account
}

/** Runs a program as the account, in a folder every account can enter. */
export function runAs(account: Account | undefined, program: string, args: string[], input?: string) {
  const identity = account && { uid: account.uid, gid: account.gid }
  return spawnSync(program, args, { ...identity, cwd: '/', env: plainEnvironment(), input, encoding: 'utf8' })
}

/** PostgreSQL reads PG* variables and translates its messages; neither is wanted here. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' }
}

/**
 * The folder that holds the cluster: the data folder when the account can reach it, otherwise a folder of its own under
 * /var/lib/shouwen. The choice is written into the data folder, so that a fresh data folder always gets a fresh cluster.
 */
export function clusterPlace(folder: string, account: Account | undefined, log: Log): string {
  const note = join(folder, 'postgres.place')
  if (existsSync(note)) return notedPlace(note)
  if (!account || canReach(account, folder) || canReachOnceOpened(account, folder)) return folder
  const place = join(systemFolder, randomBytes(6).toString('hex'))
  makePublicFolder(place)
  writeFileSync(note, `${place}\n`)
  log(`PostgreSQL runs as ${account.name}, which cannot reach ${folder}: the database is kept in ${place}`)
  return place
}

function notedPlace(note: string): string {
  const place = readFileSync(note, 'utf8').trim()
  if (existsSync(place)) return place
  throw new Error(`the database of this data folder was kept in ${place}, which is gone: restore it (named in ${note})`)
}

/** A folder every account can enter, whatever the umask. */
export function makePublicFolder(folder: string): void {
  for (const path of [systemFolder, folder]) {
    mkdirSync(path, { recursive: true })
    chmodSync(path, 0o755)
  }
}

export const sharedBinariesFolder = (version: string) => join(systemFolder, `postgresql-${version}`)

function canReach(account: Account, folder: string): boolean {
  return runAs(account, '/bin/sh', ['-c', 'cd "$1"', 'sh', folder]).status === 0
}

/** Lets others pass through the data folder (0711): what lies inside keeps its own mode and stays closed to them. */
function canReachOnceOpened(account: Account, folder: string): boolean {
  const mode = statSync(folder).mode & 0o777
  chmodSync(folder, mode | 0o011)
  if (canReach(account, folder)) return true
  chmodSync(folder, mode)
  return false
}

function accountNamed(name: string): Account | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid && gid && uid !== '0' ? { name, uid: Number(uid), gid: Number(gid) } : undefined
}

function createAccount(log: Log): Account | undefined {
  const ways: [string, string[]][] = [
    [
      'useradd',
      ['--system', '--user-group', '--no-create-home', '--home-dir', systemFolder, '--shell', '/bin/false', 'shouwen'],
    ],
    ['adduser', ['-S', '-D', '-H', '-h', systemFolder, '-s', '/bin/false', 'shouwen']],
  ]
  for (const [program, args] of ways) {
    if (spawnSync(program, args).status !== 0) continue
    log('PostgreSQL refuses to run as root: created the system account shouwen for it')
    break
  }
  return accountNamed('shouwen')
}
