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
import { onDatabase } from '../server/operations/backup/own-folder.ts'
import { type Postgres, startPostgres } from '../server/platform/postgres.ts'

/** A bundled PostgreSQL that archives its write-ahead log, and what the operations guide does with it, step by step. */
export async function archivingPostgres() {
  const top = mkdtempSync(join(tmpdir(), 'shouwen-archive-'))
  const [wal, base] = [join(top, 'wal'), join(top, 'base')]
  chmodSync(top, 0o755)
  mkdirSync(wal)
  // PostgreSQL writes there by an account of its own.
  chmodSync(wal, 0o777)
  const clusters: string[] = []
  let running: Postgres | null = null

  async function start(name: string): Promise<string> {
    running = await startPostgres({ folder: join(top, name) })
    clusters.push(clusterOf(join(top, name)))
    return running.url
  }
  async function stop(): Promise<void> {
    await running?.stop()
    running = null
  }

  await start('live')
  await stop()
  const live = clusterOf(join(top, 'live'))
  appendFileSync(
    join(live, 'postgresql.conf'),
    `\narchive_mode = on\narchive_timeout = 60s\narchive_command = 'test ! -f ${wal}/%f && cp %p ${wal}/%f'\n`,
  )
  return {
    start: () => start('live'),
    stop,
    /** A copy of the data directory while the database goes on working; the same as pg_basebackup without its log. */
    async copyBase(url: string): Promise<void> {
      await onDatabase(url, async (client) => {
        await client.query(`select pg_backup_start('nightly', fast => true)`)
        copy(live, base)
        const { rows } = await client.query(
          'select labelfile, spcmapfile from pg_backup_stop(wait_for_archive => true)',
        )
        for (const name of ['postmaster.pid', 'postmaster.opts']) rmSync(join(base, name), { force: true })
        for (const name of readdirSync(join(base, 'pg_wal'), { withFileTypes: true }))
          if (name.isFile()) rmSync(join(base, 'pg_wal', name.name))
        writeFileSync(join(base, 'backup_label'), rows[0].labelfile)
      })
    },
    /** What is written so far is in the archive. */
    async archiveNow(url: string): Promise<void> {
      await onDatabase(url, async (client) => {
        const { rows } = await client.query('select pg_walfile_name(pg_switch_wal()) as name')
        for (let look = 0; look < 300 && !readdirSync(wal).includes(rows[0].name); look++)
          await new Promise((resolve) => setTimeout(resolve, 20))
        if (!readdirSync(wal).includes(rows[0].name)) throw new Error(`${rows[0].name} was not archived`)
      })
    },
    /** The base copy in the place of a data directory, wound forward to `at`; rejects with what PostgreSQL says. */
    async recover(name: string, at: string): Promise<string> {
      const folder = join(top, name)
      mkdirSync(folder, { mode: 0o711 })
      copy(base, join(folder, 'postgres'))
      writeFileSync(join(folder, 'postgres.password'), readFileSync(join(top, 'live', 'postgres.password')))
      const cluster = join(folder, 'postgres')
      appendFileSync(
        join(cluster, 'postgresql.conf'),
        `\nrestore_command = 'cp ${wal}/%f %p'\nrecovery_target_time = '${at}'\nrecovery_target_action = 'promote'\n`,
      )
      const signal = join(cluster, 'recovery.signal')
      writeFileSync(signal, '')
      spawnSync('chown', ['--reference', cluster, signal, join(cluster, 'backup_label')])
      return start(name)
    },
    async end(): Promise<void> {
      await stop()
      for (const cluster of clusters) rmSync(cluster, { recursive: true, force: true })
      rmSync(top, { recursive: true, force: true })
    },
  }
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
