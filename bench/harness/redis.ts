import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { freePort } from './process.ts'

export const hasRedis = (): boolean => spawnSync('redis-server', ['--version']).status === 0

/** A Redis that keeps nothing, for the hints between nodes. */
export async function withRedis(work: (url: string) => Promise<void>): Promise<void> {
  const port = await freePort()
  const child = spawn('redis-server', [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
  ])
  try {
    const ready = Promise.withResolvers<void>()
    child.on('error', () => ready.reject(new Error('redis-server is not installed')))
    createInterface({ input: child.stdout }).on('line', (line) => line.includes('Ready to accept') && ready.resolve())
    await ready.promise
    await work(`redis://127.0.0.1:${port}`)
  } finally {
    if (child.pid && child.exitCode === null) {
      child.kill('SIGTERM')
      await once(child, 'exit')
    }
  }
}
