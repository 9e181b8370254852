import { chmod, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openApp } from './app.ts'
import { seedDemo } from './demo/seed.ts'
import { type Shop, startShop } from './demo/shop/shop.ts'
import { setupLink } from './identity/actions.ts'
import { contextFor, type Platform } from './platform/context.ts'
import { migrate } from './platform/migrate.ts'
import { type Postgres, startPostgres } from './platform/postgres.ts'
import { type DataFolder, openDataFolder } from './platform/start/data-folder.ts'
import { readSettings, refuseToStart, type Settings } from './platform/start/env.ts'
import { centre } from './settings/queries.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)
// PostgreSQL tells of each ordinary start and stop; the operator needs the rest.
const sayUnlessRoutine = (line: string) => {
  if (!line.startsWith('postgres: LOG:')) say(line)
}

async function start(): Promise<void> {
  const settings = readSettings(process.argv.slice(2), process.env)
  const data = await openDataFolder(settings.data, settings.secretKey ? { key: settings.secretKey } : {})
  const postgres = settings.databaseUrl ? null : await startPostgres({ folder: data.path, log: sayUnlessRoutine })
  const stop: (() => Promise<void>)[] = [async () => data.release()]
  if (postgres) stop.unshift(() => postgres.stop())
  try {
    await serve({ settings, data, stop, databaseUrl: settings.databaseUrl ?? (postgres as Postgres).url })
    leaveOnSignal(stop, postgres)
  } catch (error) {
    for (const step of stop) await step().catch(() => {})
    throw error
  }
}

type Start = { settings: Settings; data: DataFolder; databaseUrl: string; stop: (() => Promise<void>)[] }

async function serve({ settings, data, databaseUrl, stop }: Start): Promise<void> {
  await migrateOrExplain(databaseUrl, settings)
  const demo = demoCompany({ settings, data, stop })
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
  const { redisUrl, trustProxy, logLevel, host, port } = settings
  return {
    key: data.key,
    files: settings.s3 ? { s3: settings.s3 } : { folder: data.filesPath },
    publicUrl: settings.publicUrl ?? `http://${shownHost(host)}:${port}`,
    shopOrigins: shopOrigins(settings),
    redisUrl,
    trustProxy,
    logLevel,
  }
}

/** Browsers take the two names of this machine for two origins. */
const shopOrigins = ({ shopPort }: Settings) => [`http://127.0.0.1:${shopPort}`, `http://localhost:${shopPort}`]

/** The demo company: loaded by `--demo` or chosen on the set-up page, with its shop on the second port. */
function demoCompany({ settings, data, stop }: Omit<Start, 'databaseUrl'>) {
  let platform: Platform
  let shop: Promise<Shop> | undefined
  const openShop = async () => {
    const { shopPort, host } = settings
    shop ??= startShop(platform, { port: shopPort, host, origins: shopOrigins(settings) })
    const { address, close } = await shop
    stop.unshift(close)
    say(`Demo shop with the customer's chat window: ${address}`)
  }
  const keepLogins = async (logins: object[]) => {
    await writeLogins(data, logins)
    // On the set-up page the centre is committed a moment later; the shop asks for it then.
    if (platform)
      setTimeout(() => void openShop().catch((error) => process.stderr.write(`${messageOf(error)}\n`)), 1000)
  }
  const open = async (ready: Platform) => {
    const ctx = contextFor(ready, { kind: 'system' })
    if (settings.demo && !(await centre(ctx))) {
      say('Loading the demo company …')
      const { logins } = await seedDemo(ctx, { shopOrigins: shopOrigins(settings) })
      await writeLogins(data, logins)
    }
    platform = ready
    if ((await centre(ctx))?.demo) await listenOrExplain(openShop, settings.shopPort)
  }
  return { open, keepLogins }
}

async function writeLogins(data: DataFolder, logins: object[]): Promise<void> {
  const path = join(data.path, 'demo-logins.json')
  await writeFile(`${path}.new`, `${JSON.stringify(logins, null, 2)}\n`, { mode: 0o600 })
  await chmod(`${path}.new`, 0o600)
  await rename(`${path}.new`, path)
  say(`Sign-ins of the demo company: ${path}`)
}

async function migrateOrExplain(databaseUrl: string, settings: Settings): Promise<void> {
  try {
    await migrate(databaseUrl)
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

// Node reports a refused connection to both addresses of localhost as one error without a message of its own.
function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ')
  return error instanceof Error ? error.message : String(error)
}

function addressOf(bound: ReturnType<import('node:http').Server['address']>, host: string): string {
  const port = typeof bound === 'object' && bound ? bound.port : 0
  return `http://${shownHost(host)}:${port}`
}

function shownHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}

/** One orderly way out; Ctrl-C arrives twice (terminal and launcher), and PostgreSQL may die under us. */
function leaveOnSignal(steps: (() => Promise<void>)[], postgres: Postgres | null): void {
  let leaving = false
  const leave = async (code: number) => {
    if (leaving) return
    leaving = true
    for (const step of steps) await step().catch((error) => process.stderr.write(`${messageOf(error)}\n`))
    process.exit(code)
  }
  process.on('SIGTERM', () => void leave(0))
  process.on('SIGINT', () => void leave(0))
  postgres?.exited.then(() => {
    if (!leaving)
      process.stderr.write('shouwen: PostgreSQL ended unexpectedly; stopping. The next start recovers it.\n')
    return leave(1)
  })
}

start().catch(refuseToStart)
