// One node of the product, as a child of a bench: the same composition as server/main.ts, on a database that is given.
import { writeFileSync } from 'node:fs'
import { Session } from 'node:inspector/promises'
import { openApp } from '../../server/app.ts'
import { answerParent } from './child.ts'

const { DATABASE_URL: databaseUrl = '', REDIS_URL: redisUrl, BENCH_FOLDER: folder = '' } = process.env
const app = await openApp({
  databaseUrl,
  redisUrl,
  key: Buffer.alloc(32, 7),
  files: { folder },
  publicUrl: 'http://127.0.0.1',
  logLevel: 'warn',
  // The limits of one caller would stop the generator, which is few callers with the work of many.
  rateLimits: false,
})
await app.listen(Number(process.env.BENCH_PORT ?? 0), '127.0.0.1')
await app.startJobs()

process.once('SIGTERM', async () => {
  await app.close()
  process.exit(0)
})

const session = new Session()
answerParent({
  port: () => {
    const address = app.http.server.address()
    return typeof address === 'object' && address ? address.port : 0
  },
  /** Bytes resident after the garbage is gone; the process runs with --expose-gc. */
  memory: () => {
    globalThis.gc?.()
    return process.memoryUsage.rss()
  },
  idle: () => app.relay.idle(),
  startProfile: async () => {
    session.connect()
    await session.post('Profiler.enable')
    await session.post('Profiler.start')
  },
  stopProfile: async (file: string) => {
    const { profile } = await session.post('Profiler.stop')
    session.disconnect()
    writeFileSync(file, JSON.stringify(profile))
  },
})
