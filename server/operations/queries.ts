import { readFileSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { sql } from 'kysely'
import type { HealthView } from '../../domain/operations/contract.ts'
import { type Backlog, type HealthFacts, judgeHealth, worstOf } from '../../domain/operations/health.ts'
import { wallClock } from '../platform/clock.ts'
import type { Ctx } from '../platform/context.ts'
import { migrationFiles } from '../platform/migrate.ts'

/** What only the node itself knows. */
export type NodeFacts = Pick<HealthFacts, 'load' | 'live'> & { keeperLagSeconds: number; folder: string }

const { version: release } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string
}

export async function healthOf(ctx: Ctx, node: NodeFacts): Promise<HealthView> {
  const [database, clocks, outbox, jobs, disk, unknownMigrations, backup] = await Promise.all([
    databaseFacts(ctx),
    overdueClocks(ctx),
    outboxBacklog(ctx),
    jobBacklog(ctx),
    diskOf(node.folder),
    countUnknownMigrations(ctx),
    lastBackup(ctx),
  ])
  const { skewMs, ...facts } = database
  const items = judgeHealth({
    database: facts,
    load: node.load,
    live: node.live,
    keeper: { lagSeconds: node.keeperLagSeconds, ...clocks },
    outbox,
    jobs,
    disk,
    clock: { skewMs },
    version: { release, node: process.version, upSeconds: Math.round(process.uptime()), unknownMigrations },
    backup,
  })
  return { at: ctx.clock.now().toISOString(), state: worstOf(items), items }
}

/** The clock of this machine is read on purpose: the product's time is the database's, so only here a difference shows. */
async function databaseFacts({ db }: Ctx) {
  const began = performance.now()
  const { rows } = await sql<{ at: Date; connections: number; most: number; bytes: number; version: string }>`
    select clock_timestamp() as at, current_setting('max_connections')::int as most, current_setting('server_version') as version,
      pg_database_size(current_database()) as bytes,
      (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as connections`.execute(db)
  const ended = performance.now()
  const row = rows[0] as { at: Date; connections: number; most: number; bytes: number; version: string }
  return {
    latencyMs: Math.round(ended - began),
    connections: row.connections,
    maxConnections: row.most,
    bytes: row.bytes,
    version: row.version,
    skewMs: Math.round(wallClock((began + ended) / 2) - row.at.getTime()),
  }
}

async function overdueClocks({ db }: Ctx): Promise<{ overdue: number; overdueSeconds: number }> {
  const { rows } = await sql<{ overdue: number; overdueSeconds: number }>`
    select count(*)::int as overdue, coalesce(extract(epoch from now() - min(fire_at)), 0)::float8 as overdue_seconds
    from clock where state = 'running' and fire_at < now() - interval '1 second'`.execute(db)
  return rows[0] as { overdue: number; overdueSeconds: number }
}

async function outboxBacklog({ db }: Ctx): Promise<Backlog> {
  const { rows } = await sql<Backlog>`
    select count(*) filter (where not dead)::int as waiting, count(*) filter (where dead)::int as dead,
      coalesce(extract(epoch from now() - min(event.at) filter (where not dead)), 0)::float8 as oldest_seconds
    from outbox join event on event.id = outbox.event_id`.execute(db)
  return rows[0] as Backlog
}

/** The queue makes its tables when the first jobs start. */
async function jobBacklog({ db }: Ctx): Promise<Backlog> {
  const { rows } = await sql<Backlog>`
    select count(*) filter (where state in ('created', 'retry') and start_after <= now())::int as waiting,
      count(*) filter (where state = 'failed')::int as dead,
      coalesce(extract(epoch from now() - min(start_after) filter (where state in ('created', 'retry') and start_after <= now())), 0)::float8 as oldest_seconds
    from pgboss.job where name <> 'dead-letter'`
    .execute(db)
    .catch(() => ({ rows: [] }))
  return rows[0] ?? { waiting: 0, oldestSeconds: 0, dead: 0 }
}

async function diskOf(folder: string): Promise<HealthFacts['disk']> {
  const { bavail, blocks, bsize } = await statfs(folder)
  return { freeBytes: bavail * bsize, totalBytes: Math.max(1, blocks * bsize) }
}

async function countUnknownMigrations({ db }: Ctx): Promise<number> {
  const known = (await migrationFiles()).map(({ name }) => name)
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from schema_migration where name <> all(${known})`.execute(db)
  return rows[0]?.n ?? 0
}

/** What a start saves before an upgrade lies on the same disk and without files: it does not count. */
async function lastBackup({ db }: Ctx): Promise<HealthFacts['backup']> {
  const { rows } = await sql<{ ageSeconds: number; bytes: number }>`
    select extract(epoch from now() - taken_at)::float8 as age_seconds, bytes from backup_run where cause = 'asked' order by taken_at desc limit 1`.execute(
    db,
  )
  return rows[0] ?? { ageSeconds: null, bytes: 0 }
}
