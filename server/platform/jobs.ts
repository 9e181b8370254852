import type { Kysely, Transaction } from 'kysely'
import { sql } from 'kysely'
import type { PgBoss } from 'pg-boss'
import type { Database } from '../migrations/db-types.ts'
import type { Log } from './log.ts'

export type JobHandler = (data: Record<string, unknown>) => Promise<void>
export type JobDefinition = {
  name: string
  run: JobHandler /** Standard cron, UTC. */
  cron?: string
  retryLimit?: number
  /** For work that takes longer than a minute; a dead worker is still found by its heartbeat. */
  expireInSeconds?: number
}
export type Jobs = {
  /** `at`: not before this instant. */
  enqueue(
    db: Transaction<Database> | Kysely<Database>,
    name: string,
    data: Record<string, unknown>,
    at?: Date,
  ): Promise<void>
  start(definitions: JobDefinition[]): Promise<void>
  stop(): Promise<void>
}

export const deadLetter = 'dead-letter'
export const queueOptions = (retryLimit = 5, expireInSeconds = 60) => ({
  retryLimit,
  retryDelay: 2,
  retryBackoff: true,
  expireInSeconds,
  heartbeatSeconds: 10,
  deadLetter,
})

/**
 * Mail, pushes, roll-ups, exports. Never the keeper of clocks (reliability/contract 3.6). Heartbeat and expiry are short,
 * so that a dead worker's job runs again within a minute; a job that keeps failing ends in the dead-letter queue.
 */
export function openJobs(databaseUrl: string, log: Log): Jobs {
  // Loaded with the first job, so that a start need not wait for it.
  let loading: Promise<PgBoss> | undefined
  const boss = () => {
    loading ??= loadBoss(databaseUrl, log)
    return loading
  }
  // A job that comes while the server is still starting waits for the queue.
  let open: () => void = () => {}
  const isOpen = new Promise<void>((resolve) => {
    open = resolve
  })
  return {
    async enqueue(db, name, data, at) {
      await isOpen
      const own = { executeSql: (text: string, values?: unknown[]) => executeIn(db, text, values) }
      await (await boss()).send(name, data, { db: own, ...(at && { startAfter: at }) })
    },
    async start(definitions) {
      const running = await boss()
      await running.start()
      await running.createQueue(deadLetter)
      for (const definition of definitions) await register(running, definition, log)
      open()
    },
    async stop() {
      if (loading) await (await loading).stop({ graceful: true, timeout: 5000 })
    },
  }
}

async function loadBoss(databaseUrl: string, log: Log): Promise<PgBoss> {
  const module = await import('pg-boss')
  const options = { max: 3, monitorIntervalSeconds: 20, application_name: 'shouwen-jobs' }
  const boss = new module.PgBoss({ connectionString: databaseUrl, ...options })
  boss.on('error', (error) => log.warn({ error: error.message }, 'job queue'))
  return boss
}

async function register(boss: PgBoss, definition: JobDefinition, log: Log): Promise<void> {
  const { name, run, cron, retryLimit, expireInSeconds } = definition
  await boss.createQueue(name, queueOptions(retryLimit, expireInSeconds))
  await boss.work<Record<string, unknown>>(name, { pollingIntervalSeconds: 1 }, async (jobs) => {
    for (const job of jobs) {
      await run(job.data ?? {}).catch((error: Error) => {
        log.error({ job: name, error: error.message }, 'job failed')
        throw error
      })
    }
  })
  if (cron) await boss.schedule(name, cron)
}

/** pg-boss speaks `$1` placeholders; Kysely runs its text unchanged inside our transaction. */
async function executeIn(db: Transaction<Database> | Kysely<Database>, text: string, values: unknown[] = []) {
  const parts = text.split(/\$(\d+)/)
  const fragments = parts.map((part, index) => (index % 2 === 0 ? sql.raw(part) : sql`${values[Number(part) - 1]}`))
  const result = await sql<Record<string, unknown>>`${sql.join(fragments, sql.raw(''))}`.execute(db)
  return { rows: result.rows }
}
