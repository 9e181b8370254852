import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createConnection } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { freePorts } from './ports.ts'

export type RedisServer = { url: string; kill(): Promise<void>; start(): Promise<void> }

/** Why Redis cannot be used here, or null. */
export function redisMissing(): string | null {
  const answer = spawnSync('redis-server', ['--version'])
  return answer.status === 0 ? null : 'redis-server is missing: apt-get install redis-server'
}

export async function startRedis(): Promise<RedisServer> {
  const [port = 0] = await freePorts(1)
  let child: ChildProcess
  const start = async () => {
    const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', '/tmp']
    child = spawn('redis-server', args, { stdio: 'ignore' })
    for (let tries = 100; !(await answers(port)); tries--) {
      if (tries === 0) throw new Error('redis-server does not answer')
      await pause(50)
    }
  }
  await start()
  return {
    url: `redis://127.0.0.1:${port}`,
    start,
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}

async function answers(port: number): Promise<boolean> {
  const socket = createConnection(port, '127.0.0.1')
  const isOpen = await once(socket, 'connect').then(
    () => true,
    () => false,
  )
  socket.destroy()
  return isOpen
}
