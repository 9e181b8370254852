import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const main = join(import.meta.dirname, 'main.ts')
const launcher = join(import.meta.dirname, '..', 'bin', 'start.mjs')

let folder: string
let started: ChildProcess[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shouwen-start-'))
  started = []
})
afterEach(async () => {
  for (const child of started) child.kill('SIGKILL')
  await expect.poll(() => processesOf(folder), { timeout: 20_000 }).toEqual([])
  rmSync(folder, { recursive: true })
})

describe('a start', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'on a fresh folder serves, and on %s leaves nothing running',
    async (signal) => {
      const server = start([])
      const address = await server.address
      expect((await fetch(`${address}/healthz`)).status).toBe(200)
      expect(processesOf(folder).length).toBeGreaterThan(1)
      server.child.kill(signal)
      expect(await server.exit).toBe(0)
      expect(processesOf(folder)).toEqual([])
    },
  )

  it('works after the last server was killed, and PostgreSQL does not outlive it', async () => {
    const killed = start([])
    await killed.address
    killed.child.kill('SIGKILL')
    await killed.exit
    const next = start([])
    expect((await fetch(`${await next.address}/readyz`)).status).toBe(200)
    next.child.kill('SIGTERM')
    expect(await next.exit).toBe(0)
    expect(processesOf(folder)).toEqual([])
  })

  it('on a folder in use says who uses it, and leaves the other alone', async () => {
    const first = start([])
    const address = await first.address
    const second = start([])
    expect(await second.exit).toBe(1)
    expect(second.errors()).toEqual([
      `shouwen: the data folder ${folder} is in use by the server with pid ${first.child.pid}, at ${address}`,
    ])
    expect((await fetch(`${address}/healthz`)).status).toBe(200)
  })

  it('on a port in use says so', async () => {
    const first = start([])
    const port = new URL(await first.address).port
    const other = mkdtempSync(join(tmpdir(), 'shouwen-start-'))
    const second = start(['--data', other, '--port', port])
    expect(await second.exit).toBe(1)
    expect(second.errors()).toEqual([expect.stringMatching(new RegExp(`^shouwen: .*${port}`))])
    await expect.poll(() => processesOf(other), { timeout: 10_000 }).toEqual([])
    rmSync(other, { recursive: true })
  })

  it.each([
    [['--port', 'abc'], {}, '--port: must be a whole number'],
    [['--colour', 'red'], {}, "Unknown option '--colour'"],
    [[], { DATABASE_URL: 'mysql://db' }, 'DATABASE_URL: must look like postgres://'],
    [[], { DATABASE_URL: 'postgres://me:secret@127.0.0.1:9/none' }, 'DATABASE_URL: '],
    [[], { PUBLIC_URL: 'help' }, 'PUBLIC_URL: must be an origin'],
  ])('with the wrong setting %j %j ends with one line and exit code 1', async (args, env, message) => {
    const server = start(args, env)
    expect(await server.exit).toBe(1)
    expect(server.errors()).toEqual([expect.stringContaining(`shouwen: ${message}`)])
    expect(server.errors()[0]).not.toContain('secret')
  })
})

describe('npm start', () => {
  it('passes signals on and returns the exit code of the server', async () => {
    const server = start([], {}, launcher)
    expect((await fetch(`${await server.address}/healthz`)).status).toBe(200)
    server.child.kill('SIGTERM')
    expect(await server.exit).toBe(0)
    expect(processesOf(folder)).toEqual([])
    const refused = start(['--port', 'abc'], {}, launcher)
    expect(await refused.exit).toBe(1)
  })

  it('does not leave the server behind when it is killed', async () => {
    const server = start([], {}, launcher)
    await server.address
    server.child.kill('SIGKILL')
    await expect.poll(() => processesOf(folder), { timeout: 15_000 }).toEqual([])
  })
})

function start(args: string[], env: Record<string, string> = {}, program = main) {
  const ports = ['--port', '0', '--shop-port', '0']
  const child = spawn(process.execPath, [program, '--data', folder, ...ports, ...args], {
    env: { PATH: process.env.PATH, ...env },
  })
  started.push(child)
  let said = ''
  let complained = ''
  child.stderr.on('data', (chunk) => {
    complained += chunk
  })
  const address = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      said += chunk
      const found = said.match(/http:\/\/127\.0\.0\.1:[1-9]\d*/)
      if (found) resolve(found[0])
    })
    child.once('exit', () => reject(new Error(`ended without an address: ${said}${complained}`)))
  })
  address.catch(() => {})
  const exit = once(child, 'close').then(([code]) => code as number | null)
  return { child, address, exit, errors: () => complained.split('\n').filter((line) => line !== '') }
}

/** Every living process whose command line names the data folder or the place its database is kept in. */
function processesOf(data: string): string[] {
  const note = join(data, 'postgres.place')
  const places = [data, ...(existsSync(note) ? [readFileSync(note, 'utf8').trim()] : [])]
  return readdirSync('/proc').filter((pid) => {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      return /^\d+$/.test(pid) && places.some((place) => command.includes(place))
    } catch {
      return false
    }
  })
}
