import { openApp } from './app.ts'
import { demoCompany } from './demo-company.ts'
import { setupLink } from './identity/actions.ts'
import { upgradeBackup } from './operations/actions.ts'
import { migrate } from './platform/migrate.ts'
import { messageOf, say } from './platform/start/console.ts'
import type { DataFolder } from './platform/start/data-folder.ts'
import type { Settings } from './platform/start/env.ts'

export type Start = { settings: Settings; data: DataFolder; databaseUrl: string; stop: (() => Promise<void>)[] }

/** Everything between a database that answers and a centre that serves. */
export async function serve({ settings, data, databaseUrl, stop }: Start): Promise<void> {
  await migrateOrExplain(databaseUrl, settings, data)
  const demo = demoCompany({
    settings,
    data,
    stop,
    databaseUrl,
    listen: listenOrExplain,
    origins: shopOrigins(settings),
  })
  const app = await openApp({
    ...optionsOf(settings, data),
    databaseUrl,
    keepLogins: (logins) => demo.keepLogins(logins),
  })
  stop.unshift(() => app.close())
  await listenOrExplain(() => app.listen(settings.port, settings.host), settings.port)
  const address = addressOf(app.http.server.address(), settings.host)
  app.platform.publicUrl = settings.publicUrl ?? address
  data.announce(address)
  await demo.open(app.platform)
  say(
    `Shouwen 首问 is ready at ${app.platform.publicUrl === address ? address : `${app.platform.publicUrl} (${address})`}`,
  )
  const link = await setupLink(app.platform)
  if (link) say(`First visit: set up your centre with this one-time link: ${link}`)
  await app.startJobs()
}

function optionsOf(settings: Settings, data: DataFolder) {
  const { redisUrl, trustProxy, logLevel, metricsToken, host, port } = settings
  return {
    key: data.key,
    files: settings.s3 ? { s3: settings.s3 } : { folder: data.filesPath },
    publicUrl: settings.publicUrl ?? `http://${shownHost(host)}:${port}`,
    shopOrigins: shopOrigins(settings),
    redisUrl,
    trustProxy,
    logLevel,
    metricsToken,
  }
}

/** Browsers take the two names of this machine for two origins. */
const shopOrigins = ({ shopPort }: Settings) => [`http://127.0.0.1:${shopPort}`, `http://localhost:${shopPort}`]

async function migrateOrExplain(databaseUrl: string, settings: Settings, data: DataFolder): Promise<void> {
  const backup = upgradeBackup({ databaseUrl, key: data.key, data: data.path, say })
  try {
    await migrate(databaseUrl, { before: backup.before })
    await backup.finish()
  } catch (error) {
    if (
      !settings.databaseUrl ||
      !/ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|password|authentication|does not exist|timeout|SASL/i.test(
        messageOf(error),
      )
    )
      throw error
    throw new Error(`DATABASE_URL: ${messageOf(error)}`)
  }
}

async function listenOrExplain(listen: () => Promise<unknown>, port: number): Promise<void> {
  try {
    await listen()
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === 'EADDRINUSE') throw new Error(`port ${port} is in use; choose another one with --port`)
    if (code === 'EACCES')
      throw new Error(`port ${port} may not be used by this account; choose one above 1023 with --port`)
    throw error
  }
}

function addressOf(bound: ReturnType<import('node:http').Server['address']>, host: string): string {
  const port = typeof bound === 'object' && bound ? bound.port : 0
  return `http://${shownHost(host)}:${port}`
}

function shownHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}
