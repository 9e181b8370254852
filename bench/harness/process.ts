import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

export type Running = { url: string; child: ChildProcess; millisecondsToAnswer: number; stop(): Promise<void> }

const product = join(import.meta.dirname, '../../server/main.ts')
const bareServer = join(import.meta.dirname, 'bare-server.ts')

export async function startProduct(folder: string, extra: string[] = []): Promise<Running> {
  const [port, shopPort] = await Promise.all([freePort(), freePort()])
  const args = ['--data', folder, '--port', String(port), '--shop-port', String(shopPort), ...extra]
  return untilAnswer([product, ...args], `http://127.0.0.1:${port}/healthz`)
}

export async function startBareServer(folder: string): Promise<Running> {
  const port = await freePort()
  return untilAnswer([bareServer, folder, String(port)], `http://127.0.0.1:${port}/`)
}

async function untilAnswer(command: string[], url: string): Promise<Running> {
  const begin = performance.now()
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (chunk) => {
    said = (said + chunk).slice(-2000)
  })
  while (!(await answers(url))) {
    if (child.exitCode !== null) throw new Error(`${command[0]} ended before it answered: ${said}`)
    if (performance.now() - begin > 300_000) throw new Error(`${url} did not answer within 5 minutes`)
    await pause(5)
  }
  return { url, child, millisecondsToAnswer: performance.now() - begin, stop: () => stop(child) }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok
  } catch {
    return false
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

/** Runs the work with an empty folder and removes it afterwards, together with a database kept elsewhere. */
export async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'shouwen-bench-'))
  try {
    await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Proportional memory of a process and all its descendants: pages that several share are counted once. */
export function memoryOfTree(root: number): number {
  const parents = new Map(processes().map((pid) => [pid, parentOf(pid)]))
  const belongs = (pid: number | undefined): boolean =>
    pid === root || (pid !== undefined && pid > 1 && belongs(parents.get(pid)))
  const kilobytes = [...parents.keys()].filter(belongs).map((pid) => Number(field(pid, 'smaps_rollup', 'Pss') ?? 0))
  return kilobytes.reduce((sum, each) => sum + each, 0) / 1024
}

/** Processor time a process has taken so far, user and system; Linux counts it in hundredths. */
export function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / 100
}

const processes = () =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)

const parentOf = (pid: number) => Number(field(pid, 'status', 'PPid') ?? 0)

function field(pid: number, file: string, name: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8').match(new RegExp(`^${name}:\\s+(\\d+)`, 'm'))?.[1]
  } catch {
    return undefined
  }
}
