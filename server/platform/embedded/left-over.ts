import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/**
 * Stops what a killed server left behind, so that the cluster can be started again. The caller holds the lock of the
 * data folder, so no living server owns these processes.
 */
export async function stopLeftOver(cluster: string, log: (line: string) => void): Promise<void> {
  const pidFile = join(cluster, 'postmaster.pid')
  if (!existsSync(pidFile)) return
  const postmaster = Number(readFileSync(pidFile, 'utf8').split('\n')[0])
  if (processesIn(cluster).length > 0) log('stopping the PostgreSQL that a killed server left running')
  for (const [signal, seconds] of [
    ['SIGINT', 20],
    ['SIGQUIT', 5],
    ['SIGKILL', 5],
  ] as const) {
    const alive = processesIn(cluster)
    if (alive.length === 0) break
    const targets = signal === 'SIGINT' && alive.includes(postmaster) ? [postmaster] : alive
    for (const pid of targets) signalIfAlive(pid, signal)
    await untilEmpty(cluster, seconds)
  }
  // Left in place it could name a process that has nothing to do with us, and PostgreSQL would refuse to start.
  rmSync(pidFile, { force: true })
}

async function untilEmpty(cluster: string, seconds: number): Promise<void> {
  for (let tries = seconds * 50; tries > 0 && processesIn(cluster).length > 0; tries--) await pause(20)
}

/** Every process of PostgreSQL works in its data directory, which tells them from any other that got a recycled pid. */
function processesIn(cluster: string): number[] {
  if (process.platform !== 'linux') return postmastersOf(cluster)
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && workingFolder(name) === cluster)
    .map(Number)
}

function workingFolder(pid: string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return undefined
  }
}

function postmastersOf(cluster: string): number[] {
  const lines = spawnSync('ps', ['-axo', 'pid=,command='], { encoding: 'utf8' }).stdout.split('\n')
  return lines.filter((line) => line.includes(` -D ${cluster} `)).map((line) => Number.parseInt(line, 10))
}

function signalIfAlive(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It ended between the look and the signal.
  }
}
