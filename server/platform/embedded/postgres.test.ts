import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startPostgres } from '../postgres.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shouwen-postgres-'))
})
afterEach(() => {
  rmSync(clusterOf(folder), { recursive: true, force: true })
  rmSync(folder, { recursive: true, force: true })
})

const start = (log?: (line: string) => void) => startPostgres({ folder, durable: false, log })

describe('startPostgres', () => {
  it('serves UTF-8 in UTC on the loopback address and keeps its data over a restart', async () => {
    const first = await start()
    await query(first.url, "CREATE TABLE note AS SELECT '首问' AS word")
    await first.stop()
    const second = await start()
    const [row] = await query(
      second.url,
      "SELECT word, lower('ÄÉ') AS lower, current_setting('timezone') AS zone, current_setting('listen_addresses') AS host FROM note",
    )
    await second.stop()
    expect(row).toEqual({ word: '首问', lower: 'äé', zone: 'UTC', host: '127.0.0.1' })
  })

  it('asks for the password, which only the owner of the data folder can read', async () => {
    const postgres = await start()
    const wrong = new URL(postgres.url)
    wrong.password = 'wrong'
    await expect(query(wrong.href, 'SELECT 1')).rejects.toThrow('password authentication failed')
    await postgres.stop()
    expect(statSync(join(folder, 'postgres.password')).mode & 0o777).toBe(0o600)
    expect(statSync(clusterOf(folder)).mode & 0o777).toBe(0o700)
  })

  it('leaves no process behind when it is stopped', async () => {
    const postgres = await start()
    expect(processesIn(clusterOf(folder))).not.toEqual([])
    await postgres.stop()
    expect(processesIn(clusterOf(folder))).toEqual([])
  })

  it('stops when the process that started it is killed', async () => {
    const { parent } = await startInChild()
    parent.kill('SIGKILL')
    await expect.poll(() => processesIn(clusterOf(folder)), { timeout: 5000 }).toEqual([])
  })

  it('starts again after it was killed itself, with a stale postmaster.pid and nothing lost', async () => {
    const first = await startPostgres({ folder })
    await query(first.url, 'CREATE TABLE kept ()')
    process.kill(first.pid, 'SIGKILL')
    await first.exited
    expect(existsSync(join(clusterOf(folder), 'postmaster.pid'))).toBe(true)
    const second = await startPostgres({ folder })
    expect(await query(second.url, "SELECT to_regclass('kept')::text AS name")).toEqual([{ name: 'kept' }])
    await second.stop()
  })

  it('is not misled by a postmaster.pid that names a stranger', async () => {
    await (await start()).stop()
    writeFileSync(join(clusterOf(folder), 'postmaster.pid'), `${process.pid}\n`)
    const postgres = await start()
    expect(await query(postgres.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await postgres.stop()
  })

  it('first stops a server that was left running', async () => {
    const left = await start()
    const lines: string[] = []
    const next = await start((line) => lines.push(line))
    await left.exited
    expect(lines[0]).toMatch('a killed server left running')
    expect(await query(next.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await next.stop()
  })

  it('says what to do about a cluster of another major version', async () => {
    await (await start()).stop()
    writeFileSync(join(clusterOf(folder), 'PG_VERSION'), '17\n')
    await expect(start()).rejects.toThrow(/made by PostgreSQL 17, this release brings 18/)
  })

  it('starts over when the making of the cluster was interrupted', async () => {
    mkdirSync(join(folder, 'postgres.new-1'))
    await (await start()).stop()
    expect(readdirSync(folder).filter((name) => name.includes('.new-'))).toEqual([])
  })

  it.runIf(process.getuid?.() === 0)(
    'as root keeps the database of a closed folder where its account can reach it',
    async () => {
      const closed = mkdtempSync(join(tmpdir(), 'shouwen-closed-'))
      const data = join(closed, 'data')
      const lines: string[] = []
      const first = await startPostgres({ folder: data, durable: false, log: (line) => lines.push(line) })
      await query(first.url, 'CREATE TABLE kept ()')
      await first.stop()
      expect(lines).toContainEqual(
        expect.stringMatching(/cannot reach .*: the database is kept in \/var\/lib\/shouwen\//),
      )
      const second = await startPostgres({ folder: data, durable: false })
      expect(await query(second.url, "SELECT to_regclass('kept')::text AS name")).toEqual([{ name: 'kept' }])
      await second.stop()
      rmSync(join(clusterOf(data), '..'), { recursive: true })
      await expect(startPostgres({ folder: data })).rejects.toThrow(/which is gone: restore it/)
      rmSync(closed, { recursive: true })
    },
  )
})

function clusterOf(data: string): string {
  const note = join(data, 'postgres.place')
  return join(existsSync(note) ? readFileSync(note, 'utf8').trim() : data, 'postgres')
}

function processesIn(path: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(path)
    } catch {
      return false
    }
  })
}

async function startInChild() {
  const source = `import { startPostgres } from ${JSON.stringify(join(import.meta.dirname, '../postgres.ts'))}
    await startPostgres({ folder: ${JSON.stringify(folder)}, durable: false })
    console.log('ready')
    setInterval(() => {}, 1000)`
  const parent = spawn(process.execPath, ['--input-type=module', '-e', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(parent.stdout, 'data')
  return { parent }
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client(url)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}
