import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { onDatabase } from '../server/operations/backup/own-folder.ts'
import { type Postgres, startPostgres } from '../server/platform/postgres.ts'

/** A bundled PostgreSQL that archives its write-ahead log, and what the operations guide does with it, step by step. */
export async function archivingPostgres() {
  const place = makePlace()
  const clusters: string[] = []
  let running: Postgres | null = null

  async function start(name: string): Promise<string> {
    running = await startPostgres({ folder: join(place.top, name) })
    clusters.push(clusterOf(join(place.top, name)))
    return running.url
  }
  async function stop(): Promise<void> {
    await running?.stop()
    running = null
  }

  await start('live')
  await stop()
  const live = clusterOf(join(place.top, 'live'))
  const archive = `test ! -f ${place.wal}/%f && cp %p ${place.wal}/%f`
  configure(live, { archive_mode: 'on', archive_timeout: '60s', archive_command: archive })
  return {
    start: () => start('live'),
    stop,
    copyBase: (url: string) => copyBase(url, live, place.base),
    archiveNow: (url: string) => archiveNow(url, place.wal),
    /** The base copy in the place of a data directory, wound forward to `at`; rejects with what PostgreSQL says. */
    async recover(name: string, at: string): Promise<string> {
      prepareRecovery(place, join(place.top, name), at)
      return start(name)
    },
    async end(): Promise<void> {
      await stop()
      for (const cluster of clusters) rmSync(cluster, { recursive: true, force: true })
      rmSync(place.top, { recursive: true, force: true })
    },
  }
}

type Place = { top: string; wal: string; base: string }

function makePlace(): Place {
  const top = mkdtempSync(join(tmpdir(), 'shouwen-archive-'))
  const wal = join(top, 'wal')
  chmodSync(top, 0o755)
  mkdirSync(wal)
  // PostgreSQL writes there by an account of its own.
  chmodSync(wal, 0o777)
  return { top, wal, base: join(top, 'base') }
}

function configure(cluster: string, settings: Record<string, string>): void {
  const lines = Object.entries(settings).map(([name, value]) => `\n${name} = '${value}'`)
  appendFileSync(join(cluster, 'postgresql.conf'), `${lines.join('')}\n`)
}

/** A copy of the data directory while the database goes on working; the same as pg_basebackup without its log. */
async function copyBase(url: string, live: string, base: string): Promise<void> {
  await onDatabase(url, async (client) => {
    await client.query(`select pg_backup_start('nightly', fast => true)`)
    copy(live, base)
    const { rows } = await client.query('select labelfile from pg_backup_stop(wait_for_archive => true)')
    for (const name of ['postmaster.pid', 'postmaster.opts']) rmSync(join(base, name), { force: true })
    for (const entry of readdirSync(join(base, 'pg_wal'), { withFileTypes: true }))
      if (entry.isFile()) rmSync(join(base, 'pg_wal', entry.name))
    writeFileSync(join(base, 'backup_label'), rows[0].labelfile)
  })
}

/** What is written so far is in the archive. */
async function archiveNow(url: string, wal: string): Promise<void> {
  await onDatabase(url, async (client) => {
    const { rows } = await client.query('select pg_walfile_name(pg_switch_wal()) as name')
    for (let look = 0; look < 500 && !readdirSync(wal).includes(rows[0].name); look++) await pause(20)
    if (!readdirSync(wal).includes(rows[0].name)) throw new Error(`${rows[0].name} was not archived`)
  })
}

function prepareRecovery({ top, wal, base }: Place, folder: string, at: string): void {
  const cluster = join(folder, 'postgres')
  mkdirSync(folder, { mode: 0o711 })
  copy(base, cluster)
  writeFileSync(join(folder, 'postgres.password'), readFileSync(join(top, 'live', 'postgres.password')))
  const target = { recovery_target_time: at, recovery_target_action: 'promote' }
  configure(cluster, { restore_command: `cp ${wal}/%f %p`, ...target })
  const signal = join(cluster, 'recovery.signal')
  writeFileSync(signal, '')
  spawnSync('chown', ['--reference', cluster, signal, join(cluster, 'backup_label')])
}

function copy(from: string, to: string): void {
  const { status, stderr } = spawnSync('cp', ['-a', from, to], { encoding: 'utf8' })
  // A file that went while it was copied is no loss: the log has it.
  if (status !== 0 && !/No such file/.test(stderr)) throw new Error(stderr)
}

/** The cluster of a data folder, wherever it was put. */
function clusterOf(folder: string): string {
  const note = join(folder, 'postgres.place')
  const place = readdirSync(folder).includes('postgres.place') ? readFileSync(note, 'utf8').trim() : folder
  return join(place, 'postgres')
}
