import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, realpathSync } from 'node:fs'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { clusterPlace, plainEnvironment, postgresAccount } from './embedded/account.ts'
import { type Binaries, postgresBinaries } from './embedded/binaries.ts'
import { type Cluster, databaseName, databaseUser, openCluster } from './embedded/cluster.ts'
import { stopLeftOver } from './embedded/left-over.ts'

export type PostgresOptions = { folder: string; port?: number; log?: (line: string) => void; durable?: boolean }
export type Postgres = { url: string; pid: number; exited: Promise<void>; stop(): Promise<void> }

const memory = ['shared_buffers=64MB', 'max_connections=100', 'work_mem=8MB', 'maintenance_work_mem=64MB', 'jit=off']
const frugality = ['io_method=sync', 'max_wal_size=512MB', 'effective_cache_size=512MB', 'unix_socket_directories=']
// Terse, and without statements: the log must not carry what customers wrote.
const silence = [
  'log_error_verbosity=terse',
  'log_min_error_statement=panic',
  'log_checkpoints=off',
  'log_line_prefix=',
]
const time = ['timezone=UTC', 'log_timezone=UTC']
const lasting = ['fsync=on', 'synchronous_commit=on', 'full_page_writes=on']
const throwaway = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'wal_level=minimal',
  'max_wal_senders=0',
]

/** Starts the bundled PostgreSQL on a data folder whose lock the caller holds; it never outlives this process. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const { durable = true, log = () => {} } = options
  mkdirSync(options.folder, { recursive: true, mode: 0o700 })
  const folder = realpathSync(options.folder)
  const account = postgresAccount(log)
  const binaries = postgresBinaries(account, log)
  const place = clusterPlace(folder, account, log)
  const cluster = openCluster({ folder, place, account, binaries, durable })
  await stopLeftOver(cluster.path, log)
  const settings = durable ? lasting : throwaway
  for (let attempt = 1; ; attempt++) {
    const port = options.port ?? (await freePort())
    try {
      const running = await run(launch(binaries, cluster, [`port=${port}`, ...settings]), cluster, log)
      const url = `postgres://${databaseUser}:${cluster.password}@127.0.0.1:${port}/${databaseName}`
      return { url, ...running }
    } catch (error) {
      // Another program may take the free port before PostgreSQL does.
      if (options.port || attempt === 3 || !String(error).includes('could not bind')) throw error
    }
  }
}

async function run(child: ChildProcess, cluster: Cluster, log: (line: string) => void) {
  const release = stopWhenWeDie(child, cluster)
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve())).then(release)
  await untilReady(child, log)
  return { pid: child.pid as number, exited, stop: () => stop(child, exited) }
}

function launch({ postgres }: Binaries, { path, account }: Cluster, settings: string[]): ChildProcess {
  const all = ['listen_addresses=127.0.0.1', ...memory, ...frugality, ...silence, ...time, ...settings]
  return spawn(postgres, ['-D', path, ...all.flatMap((setting) => ['-c', setting])], {
    ...(account && { uid: account.uid, gid: account.gid }),
    cwd: '/',
    env: plainEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe'],
    // In a process group of its own: Ctrl-C in the terminal must reach the server first, which then stops PostgreSQL.
    detached: true,
  })
}

/**
 * A shell of a megabyte waits on a pipe held by this process. When we are killed the pipe closes and the shell stops
 * PostgreSQL; a line on the pipe tells it that PostgreSQL has ended already.
 */
function stopWhenWeDie(child: ChildProcess, { account }: Cluster): () => void {
  const shell = spawn('/bin/sh', ['-c', 'read line || kill -INT "$0"', String(child.pid)], {
    ...(account && { uid: account.uid, gid: account.gid }),
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  shell.on('error', () => {})
  shell.stdin?.on('error', () => {})
  shell.unref()
  return () => void shell.stdin?.end('ended\n')
}

async function untilReady(child: ChildProcess, log: (line: string) => void): Promise<void> {
  const said: string[] = []
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', () => reject(new Error(`PostgreSQL did not start: ${said.slice(-5).join(' | ')}`)))
    createInterface({ input: child.stderr as NodeJS.ReadableStream }).on('line', (line) => {
      if (said.length < 100) said.push(line)
      if (line.includes('ready to accept connections')) resolve()
      else log(`postgres: ${line}`)
    })
  })
}

/** Fast shutdown: open transactions are rolled back. The harsher signals are for a process that no longer listens. */
async function stop(child: ChildProcess, exited: Promise<void>): Promise<void> {
  const harsher = [setTimeout(() => child.kill('SIGQUIT'), 15_000), setTimeout(() => child.kill('SIGKILL'), 20_000)]
  child.kill('SIGINT')
  await exited
  for (const timer of harsher) clearTimeout(timer)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no free port on 127.0.0.1')
  return address.port
}
