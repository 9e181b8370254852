import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { migrate } from '../../server/platform/migrate.ts'
import { type Postgres, startPostgres } from '../../server/platform/postgres.ts'
import { freePorts } from './ports.ts'

/** A PostgreSQL that can be killed, frozen and started again on the same port. */
export type Database = {
  url: string
  port: number
  /** Of the harness itself; never through a proxy. */
  pool: pg.Pool
  pid(): number
  /** The backends that serve the product's nodes, those used last first. */
  backends(): Promise<number[]>
  /** SIGKILL to the postmaster and all its children. */
  killAll(): Promise<void>
  start(): Promise<void>
  dispose(): Promise<void>
}

/** `durable: false` is for tests that never kill it. `parent`: where its folder shall lie. */
export async function makeDatabase({ durable = true, migrated = true, parent = tmpdir() } = {}): Promise<Database> {
  const folder = mkdtempSync(join(parent, 'shouwen-faults-'))
  const [port = 0] = await freePorts(1)
  let running: Postgres = await startPostgres({ folder, port, durable })
  const { url } = running
  if (migrated) await migrate(url)
  const pool = new pg.Pool({ connectionString: url, max: 6, application_name: 'harness' })
  pool.on('error', () => {})
  return {
    url,
    port,
    pool,
    pid: () => running.pid,
    async backends() {
      const { rows } = await pool.query(
        `select pid from pg_stat_activity where application_name = 'shouwen' order by state_change desc`,
      )
      return rows.map((row) => row.pid as number)
    },
    async killAll() {
      const family = [running.pid, ...childrenOf(running.pid)]
      for (const pid of family) killIfAlive(pid)
      await running.exited
    },
    async start() {
      running = await startPostgres({ folder, port, durable })
    },
    async dispose() {
      await pool.end().catch(() => {})
      for (const pid of childrenOf(running.pid)) continueIfAlive(pid)
      await running.stop()
      removeWithPlace(folder)
    },
  }
}

/** As root the cluster may lie elsewhere; the note in the folder says where. */
function removeWithPlace(folder: string): void {
  try {
    rmSync(readFileSync(join(folder, 'postgres.place'), 'utf8').trim(), { recursive: true, force: true })
  } catch {
    // It lay in the folder itself.
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}

export function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent)
}

function parentOf(pid: number): number {
  try {
    // The name in parentheses may hold spaces: the parent is the second word after it.
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1])
  } catch {
    return 0
  }
}

function killIfAlive(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It ended with the postmaster.
  }
}

function continueIfAlive(pid: number): void {
  try {
    process.kill(pid, 'SIGCONT')
  } catch {
    // It has ended.
  }
}
