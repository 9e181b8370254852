import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePorts } from './ports.ts'

const main = join(import.meta.dirname, '../../server/main.ts')
export const secretKey = Buffer.alloc(32, 7)

export type NodeOptions = {
  databaseUrl: string
  redisUrl?: string | undefined
  /** Shared by all nodes, as one object store would be. */
  files: string
  env?: Record<string, string>
  flags?: string[]
}
/** One process of the product. It keeps its port and its data folder over restarts. */
export type Node = {
  url: string
  port: number
  pid(): number
  isAlive(): boolean
  start(): Promise<void>
  /** Sends a signal; SIGKILL and SIGTERM are waited for, with the time it took. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number>
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void
  /** What it wrote to stdout and stderr since its last start. */
  said(): string
  /** Ends of the process that nobody asked for. */
  deaths(): number
  memoryMb(): number
  dispose(): Promise<void>
}

export async function makeNode(options: NodeOptions): Promise<Node> {
  const data = mkdtempSync(join(tmpdir(), 'shouwen-node-'))
  mkdirSync(options.files, { recursive: true })
  symlinkSync(options.files, join(data, 'files'))
  const [port = 0, shopPort = 0] = await freePorts(2)
  const args = ['--port', String(port), '--shop-port', String(shopPort), '--data', data]
  let child: ChildProcess | null = null
  let said = ''
  let deaths = 0
  let wanted = false
  const isAlive = () => child !== null && child.exitCode === null && child.signalCode === null
  const node: Node = {
    url: `http://127.0.0.1:${port}`,
    port,
    pid: () => child?.pid ?? 0,
    isAlive,
    async start() {
      said = ''
      wanted = true
      const born = launch(args, options)
      child = born
      for (const stream of [born.stdout, born.stderr]) stream?.setEncoding('utf8').on('data', (text) => (said += text))
      born.once('exit', () => {
        if (wanted && child === born) deaths++
      })
      await untilReady(born, () => said)
    },
    async end(signal) {
      const began = performance.now()
      wanted = false
      if (!child || !isAlive()) return 0
      const gone = once(child, 'exit')
      child.kill(signal)
      await gone
      return performance.now() - began
    },
    signal: (signal) => void child?.kill(signal),
    said: () => said,
    deaths: () => deaths,
    memoryMb: () => residentMb(child?.pid ?? 0),
    async dispose() {
      child?.kill('SIGCONT')
      await node.end('SIGKILL')
      rmSync(data, { recursive: true, force: true, maxRetries: 3 })
    },
  }
  return node
}

/** Every client speaks for its own customer's address, as behind a proxy: the limits per address stay in force. */
function launch(args: string[], { databaseUrl, redisUrl, env = {}, flags = [] }: NodeOptions): ChildProcess {
  return spawn(process.execPath, [...flags, main, ...args], {
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: databaseUrl,
      ...(redisUrl && { REDIS_URL: redisUrl }),
      SECRET_KEY: secretKey.toString('base64'),
      TRUST_PROXY: 'loopback',
      LOG_LEVEL: 'warn',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

async function untilReady(child: ChildProcess, said: () => string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const settle = (error?: Error) => {
      clearTimeout(limit)
      child.stdout?.off('data', look)
      if (error) reject(error)
      else resolve()
    }
    const fail = (why: string) => settle(new Error(`a node ${why}: ${said().slice(-2000)}`))
    const limit = setTimeout(() => fail('was not ready within 60 s'), 60_000)
    child.once('exit', (code, signal) => fail(`ended with ${code ?? signal}`))
    const look = () => said().includes('is ready at') && settle()
    child.stdout?.on('data', look)
  })
}

function residentMb(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}
