import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { openPlatform } from './app.ts'
import { seedDemo } from './demo/seed.ts'
import { contextFor, patiently } from './platform/context.ts'

type Work = { databaseUrl: string; key: string; shopOrigins: string[] }

const [work] = (await once(process, 'message')) as [Work]
const { platform, closeDatabase } = await openPlatform({
  databaseUrl: work.databaseUrl,
  key: Buffer.from(work.key, 'base64'),
  files: { folder: tmpdir() },
  publicUrl: 'http://localhost',
  logLevel: 'warn',
})
const { logins } = await seedDemo(contextFor(patiently(platform), { kind: 'system' }), {
  shopOrigins: work.shopOrigins,
})
await closeDatabase()
process.send?.(logins, () => process.disconnect())
