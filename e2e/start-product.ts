import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export type Login = { name: string; role: string; staffNo: string; email: string; password: string }
export type Product = Awaited<ReturnType<typeof startProduct>>

const main = fileURLToPath(new URL('../server/main.ts', import.meta.url))
const startLimitMs = 60_000

type Start = {
  demo?: boolean /** Of a PostgreSQL that is there; by default it brings its own. */
  databaseUrl?: string
}

/** The whole product as a user starts it, on free ports and a data folder of its own. Without `demo` it waits for its set-up. */
export async function startProduct({ demo = true, databaseUrl }: Start = {}) {
  const data = await mkdtemp(join(tmpdir(), 'shouwen-journey-'))
  const [port, shopPort] = await freePorts()
  const args = ['--port', `${port}`, '--shop-port', `${shopPort}`, '--data', data, ...(demo ? ['--demo'] : [])]
  const start = () => run(args, databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl })
  let running = await start()
  return {
    console: `http://127.0.0.1:${port}`,
    shop: `http://127.0.0.1:${shopPort}`,
    /** The same shop under another name of this machine: for a browser a foreign site, whose frames get no storage in private windows. */
    foreignShop: `http://localhost:${shopPort}`,
    /** The one-time set-up link of the latest start, said just after it is ready; null when the centre is set up. */
    setupLink: () => /(https?:\S+\/setup#\S+)/.exec(running.said())?.[1] ?? null,
    logins: async (): Promise<Login[]> => {
      const path = join(data, 'demo-logins.json')
      return existsSync(path) ? JSON.parse(await readFile(path, 'utf8')) : []
    },
    /** As a power cut ends it: no goodbye to anybody. */
    kill: () => running.end('SIGKILL'),
    /** On the same folder and the same ports. */
    async restart() {
      running = await start()
    },
    async stop() {
      await running.end('SIGTERM')
      await rm(data, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

async function run(args: string[], more: Record<string, string>) {
  const { DATABASE_URL: _, PUBLIC_URL: __, ...env } = process.env
  const child = spawn(process.execPath, [main, ...args], {
    env: { ...env, ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const stopWithUs = () => child.kill('SIGTERM')
  process.once('exit', stopWithUs)
  let said = ''
  const hear = (text: string) => {
    said += text
  }
  child.stdout.setEncoding('utf8').on('data', hear)
  child.stderr.setEncoding('utf8').on('data', hear)
  await untilReady(child, () => said)
  return {
    said: () => said,
    async end(signal: 'SIGTERM' | 'SIGKILL') {
      process.off('exit', stopWithUs)
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill(signal)
      await ended
    },
  }
}

async function untilReady(child: ChildProcess, said: () => string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`the product ${why}:\n${said().slice(-4000)}`))
    const limit = setTimeout(() => {
      child.kill('SIGTERM')
      fail('was not ready in time')
    }, startLimitMs)
    child.once('exit', (code) => {
      clearTimeout(limit)
      fail(`ended with ${code}`)
    })
    const look = () => {
      if (!said().includes('is ready at')) return
      clearTimeout(limit)
      child.stdout?.off('data', look)
      resolve()
    }
    child.stdout?.on('data', look)
  })
}

/** Held open together, so that they are two. */
async function freePorts(): Promise<[number, number]> {
  const servers = [createServer(), createServer()]
  const ports: number[] = []
  for (const server of servers) {
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const address = server.address()
    ports.push(typeof address === 'object' && address ? address.port : 0)
  }
  for (const server of servers) await once(server.close(), 'close')
  return [ports[0] ?? 0, ports[1] ?? 0]
}
