import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { personOf } from '../clients/person.ts'
import { type Fault, outcome, quantile } from '../fault.ts'
import { checkOracles } from '../rig/oracles.ts'
import { childrenOf } from '../rig/postgres.ts'
import { type Stage, withStage } from '../rig/stage.ts'

const isRoot = process.getuid?.() === 0
const mountMissing = () => (isRoot ? null : 'needs root, to mount a small disk')
const straceMissing = () => {
  if (spawnSync('strace', ['-V']).status !== 0) return 'strace is missing: apt-get install strace'
  const child = spawnSync('strace', ['-e', 'trace=none', 'true'], { encoding: 'utf8' })
  return child.status === 0 ? null : 'strace may not trace here (ptrace is forbidden)'
}

/** Injects into every process of PostgreSQL that is there now. */
async function inject(stage: Stage, what: string): Promise<() => Promise<void>> {
  const pids = [stage.database.pid(), ...childrenOf(stage.database.pid())]
  const args = ['-f', '-q', '-o', '/dev/null', '-e', 'trace=fdatasync', '-e', `inject=fdatasync:${what}`]
  const strace = spawn('strace', [...args, ...pids.flatMap((pid) => ['-p', String(pid)])], { stdio: 'ignore' })
  await pause(1000)
  return async () => {
    if (strace.exitCode !== null) return
    const gone = once(strace, 'exit')
    strace.kill('SIGINT')
    await gone
  }
}

export const slowDisk: Fault = {
  id: 'F11',
  title: 'every flush of the disk takes 200 ms',
  missing: straceMissing,
  async run() {
    return withStage({ size: { talks: 20, visitors: 20 } }, async (stage) => {
      await stage.watchAll()
      await stage.send(100)
      const stop = await inject(stage, 'delay_enter=200000')
      stage.sent.waits.length = 0
      await stage.send(400, 40)
      await stop()
      const median = quantile(stage.sent.waits, 0.5)
      const memory = Math.round(stage.nodes[0]?.memoryMb() ?? 0)
      const found = await checkOracles(stage)
      return outcome(found, {
        load: '400 sends, 40 in flight',
        note: `median acknowledgement ${median} ms, server ${memory} MB`,
        own: [median < 200 && 'acknowledged before the flush', memory > 512 && `the server grew to ${memory} MB`],
      })
    })
  },
}

export const failedFlush: Fault = {
  id: 'F12',
  title: 'a flush of the disk fails (EIO)',
  missing: straceMissing,
  async run() {
    return withStage({ size: { talks: 20, visitors: 20 } }, async (stage) => {
      await stage.watchAll()
      await stage.send(100)
      const sending = stage.send(400)
      const stop = await inject(stage, 'error=EIO:when=1')
      await waitFor(
        async () =>
          stage.database.pool.query('select 1').then(
            () => false,
            () => true,
          ),
        10_000,
      )
      await stop()
      const beganAgain = performance.now()
      // PostgreSQL panics and recovers by itself, or ends and is started again as its supervisor does.
      const recovered = await waitFor(
        () =>
          stage.database.pool.query('select 1').then(
            () => true,
            () => false,
          ),
        5000,
      )
      if (!recovered) {
        await stage.database.killAll()
        await stage.database.start()
      }
      await sending
      const found = await checkOracles(stage)
      return outcome(found, {
        load: '500 sends',
        recoveryMs: Math.round(performance.now() - beganAgain),
        note: `${stage.sent.answers[503] ?? 0} x 503 meanwhile`,
      })
    })
  },
}

async function waitFor(check: () => Promise<boolean>, ms: number): Promise<boolean> {
  for (const end = performance.now() + ms; performance.now() < end; await pause(50)) if (await check()) return true
  return false
}

async function withDisk<T>(size: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'shouwen-disk-'))
  mount(['-t', 'tmpfs', '-o', `size=${size},mode=0777`, 'tmpfs', folder])
  try {
    return await work(folder)
  } finally {
    spawnSync('umount', ['-l', folder])
    rmSync(folder, { recursive: true, force: true })
  }
}

function mount(args: string[]): void {
  const answer = spawnSync('mount', args, { encoding: 'utf8' })
  if (answer.status !== 0) throw new Error(`mount: ${answer.stderr.trim()}`)
}

export const fullDisk: Fault = {
  id: 'F13',
  title: 'the disk of the database is full',
  missing: mountMissing,
  async run() {
    return withDisk('160m', (parent) =>
      withStage({ size: { talks: 20, visitors: 20 }, parent }, async (stage) => {
        chmodSync(parent, 0o777)
        await stage.watchAll()
        await stage.send(100)
        const sending = stage.send(600)
        await fill(stage)
        await pause(2000)
        const acked = stage.sent.acked.length
        const refused = stage.sent.answers[503] ?? 0
        mount(['-o', 'remount,size=500m', parent])
        const freedAt = performance.now()
        if (
          !(await waitFor(
            () =>
              stage.database.pool.query('select 1').then(
                () => true,
                () => false,
              ),
            5000,
          ))
        ) {
          await stage.database.killAll()
          await stage.database.start()
        }
        await stage.database.pool.query('drop table if exists filler')
        await sending
        const found = await checkOracles(stage)
        return outcome(found, {
          load: '700 sends on a disk of 160 MB',
          recoveryMs: Math.round(performance.now() - freedAt),
          note: `${acked} acknowledged before space was freed, ${refused} x 503`,
          own: [refused === 0 && 'the full disk was never told as 503'],
        })
      }),
    )
  },
}

/** Until PostgreSQL finds no space for its log or its tables. */
async function fill({ database }: Stage): Promise<void> {
  const row = `insert into filler select repeat(md5(random()::text), 60) from generate_series(1, 2000)`
  await database.pool.query('create table filler (text text)').catch(() => {})
  for (let full = false; !full; )
    full = await database.pool.query(row).then(
      () => false,
      () => true,
    )
}

export const fullUploads: Fault = {
  id: 'F14',
  title: 'the disk of the uploads is full',
  missing: mountMissing,
  async run() {
    return withDisk('1m', (files) =>
      withStage({ size: { talks: 4, visitors: 4 }, files }, async (stage) => {
        await stage.watchAll()
        const statuses: number[] = []
        for (let index = 0; index < 6; index++) statuses.push(await upload(stage, 400_000))
        await stage.send(40)
        const found = await checkOracles(stage)
        const { rows } = await stage.database.pool.query('select count(*)::int as count from attachment')
        const kept = statuses.filter((status) => status === 200).length
        const onDisk = readdirSync(files, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).length
        return outcome(found, {
          load: '6 uploads of 400 kB on a disk of 1 MB, 40 sends',
          note: `answers ${[...new Set(statuses)].join(', ')}`,
          own: [
            !statuses.includes(507) && 'no upload was answered 507',
            rows[0]?.count !== kept && `${rows[0]?.count} attachments for ${kept} uploads that were kept`,
            onDisk > kept && `${onDisk - kept} half files are left on the disk`,
          ],
        })
      }),
    )
  },
}

async function upload(stage: Stage, bytes: number): Promise<number> {
  const [talk] = stage.world.talks
  const { address } = personOf('customer', talk as NonNullable<typeof talk>)
  const form = new FormData()
  form.append('file', new Blob(['a'.repeat(bytes)], { type: 'text/plain' }), 'notes.txt')
  const response = await fetch(`${stage.urls()}/api/widget/attachments`, {
    method: 'POST',
    headers: { authorization: `Bearer ${talk?.visitor.token}`, 'x-forwarded-for': address },
    body: form,
  })
  await response.arrayBuffer()
  return response.status
}
