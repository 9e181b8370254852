import { postMessage } from '../domain/conversations/contract.ts'
import { postVisitorMessage } from '../domain/conversations/widget-contract.ts'
import { startKeeper } from './clocks/keeper.ts'
import { visitorOf } from './conversations/access.ts'
import { startFanOut } from './conversations/live/fan-out.ts'
import { conversationSockets, startSocketRounds } from './conversations/live/sockets.ts'
import { startTail } from './conversations/live/tail.ts'
import { clockEffects, subjectHolds } from './effects.ts'
import { mountHealth } from './health.ts'
import { staffOf } from './identity/access.ts'
import { jobsOf } from './jobs.ts'
import { mountOpenApi } from './openapi.ts'
import type { NodeFacts } from './operations/queries.ts'
import { operationsRoutes } from './operations/routes.ts'
import { mountPages } from './pages.ts'
import { type Clock, databaseClock } from './platform/clock.ts'
import type { Platform } from './platform/context.ts'
import { sealerOf } from './platform/crypto.ts'
import { openDatabase, patient } from './platform/database.ts'
import { declareReactions } from './platform/events.ts'
import { openFiles, type S3Settings } from './platform/files.ts'
import { buildHttp, isOwnOrigin } from './platform/http.ts'
import { openJobs } from './platform/jobs.ts'
import { localHints, redisHints } from './platform/live/hints.ts'
import { type Hub, openHub } from './platform/live/hub.ts'
import { connectionsOf } from './platform/load/drain.ts'
import { metricsRoutes } from './platform/load/metrics.ts'
import { pressureReadings, relievePressure } from './platform/load/pressure.ts'
import { openLog } from './platform/log.ts'
import { startRelay } from './platform/relay.ts'
import { hintsOf, reactions } from './reactions.ts'
import { startReports } from './reports/jobs.ts'
import { systemReadings } from './reports/queries.ts'
import { mountRoutes, type RouteOptions } from './routes.ts'
import { startTicketFanOut } from './tickets/fan-out.ts'

export type AppOptions = {
  databaseUrl: string
  /** 32 bytes: wraps the keys of personal data. */
  key: Buffer
  files: { folder: string } | { s3: S3Settings }
  publicUrl: string
  /** Where the demo company's shop stands: origins that its site lets in. */
  shopOrigins?: string[]
  /** Gets the demo company's sign-ins when it is loaded from the set-up page. */
  keepLogins?: RouteOptions['keepLogins']
  redisUrl?: string | undefined
  trustProxy?: string[]
  logLevel?: string
  clock?: Clock & { sync(databaseNow: Date): void }
  strictReplies?: boolean
  rateLimits?: boolean
  metricsToken?: string | undefined
}

/** One node: http, live, relay, keeper, roll-ups and jobs on one database. The server and the tests build it the same way. */
export async function openApp(options: AppOptions) {
  const { platform, clock, pool, closeDatabase } = await openPlatform(options)
  let leaving = false
  let hub: Hub
  hub = openHub({
    log: platform.log,
    now: () => clock.now(),
    isOwnOrigin: (request) => isOwnOrigin({ headers: request.headers, host: request.headers.host ?? '' }),
    ...conversationSockets(platform, () => hub),
  })
  const node = () => ({ live: { sockets: hub.count() }, keeperLagSeconds: keeper.lagMs() / 1000 })
  const { http, pressure } = await openHttpSide(platform, options, { pool, node })
  mountHealth(http, { isLeaving: () => leaving, isBusy: pressure.isBusy })
  const connections = connectionsOf(http.server)
  const sockets = { name: 'live_sockets', help: 'Open live connections', read: () => hub.count() }
  const lag = { name: 'keeper_lag_seconds', help: 'How late the last clock fired', read: () => keeper.lagMs() / 1000 }
  metricsRoutes(http, {
    readings: [sockets, lag, ...pressureReadings(pressure), ...systemReadings(platform)],
    token: options.metricsToken,
  })

  declareReactions(reactions)
  const relay = startRelay(platform, reactions)
  platform.onCommit.push(() => relay.wake())
  platform.onCommit.push((events) => {
    for (const hint of events.flatMap(hintsOf)) platform.hints.publish(hint)
  })
  const keeper = startKeeper(platform, { effects: clockEffects, holds: subjectHolds, time: clock })
  startTicketFanOut(platform, hub)
  const tail = startTail({ platform, told: startFanOut(platform, hub), hintsOf })
  const rounds = startSocketRounds(platform, hub)
  const reports = startReports(platform)
  hub.attach(http.server)

  return {
    http,
    platform,
    hub,
    relay,
    keeper,
    reports,
    rounds,
    tail,
    /** Jobs are started apart: a test that needs none is faster without. */
    startJobs: () => platform.jobs.start(jobsOf(platform)),
    listen: async (port: number, host: string) => {
      await tail.ready
      return http.listen({ port, host })
    },
    /** Drains: no new sockets, clients told to come back, requests finished, then everything else. */
    async close() {
      leaving = true
      await hub.drain()
      const closed = http.close()
      const stopForcing = connections.end()
      await closed
      stopForcing()
      pressure.stop()
      rounds.stop()
      await Promise.all([keeper.stop(), relay.stop(), reports.stop(), tail.stop()])
      await platform.jobs.stop()
      await platform.hints.close()
      await closeDatabase()
    },
  }
}

type Watched = { pool: { waitingCount: number }; node(): Omit<NodeFacts, 'load' | 'folder'> }

async function openHttpSide(platform: Platform, options: AppOptions, { pool, node }: Watched) {
  const http = await buildHttp({
    platform,
    authenticators: { staff: staffOf, visitor: visitorOf },
    trustProxy: options.trustProxy ?? [],
    strictReplies: options.strictReplies ?? false,
    rateLimits: options.rateLimits ?? true,
  })
  // Before the routes, which take the hooks that are there.
  const pressure = relievePressure({
    app: http,
    waitingForDatabase: () => pool.waitingCount,
    essential: [postMessage, postVisitorMessage].map(({ method, path }) => `${method} ${path}`),
  })
  await mountOpenApi(http)
  mountRoutes(http, { shopOrigins: options.shopOrigins ?? [], keepLogins: options.keepLogins ?? (async () => {}) })
  const folder = 'folder' in options.files ? options.files.folder : '.'
  operationsRoutes(http, () => ({ ...node(), load: pressure.told(), folder }))
  await mountPages(http)
  return { http, pressure }
}

/** The OpenAPI document of this build; asks no database. */
export async function describeApi(options: AppOptions): Promise<unknown> {
  const { platform, pool } = await openPlatform(options)
  const node = () => ({ live: { sockets: 0 }, keeperLagSeconds: 0 })
  const { http, pressure } = await openHttpSide(platform, options, { pool, node })
  await http.ready()
  pressure.stop()
  return http.swagger()
}

/** What every part of a node is given: database, clock, keys, files, jobs, hints. */
export async function openPlatform(options: AppOptions) {
  const log = openLog(options.logLevel ?? 'info')
  const { db, pool, close } = openDatabase(options.databaseUrl, log)
  const slow = openDatabase(options.databaseUrl, log, patient)
  const clock = options.clock ?? databaseClock()
  const platform: Platform = {
    db,
    patientDb: slow.db,
    clock,
    log,
    jobs: openJobs(options.databaseUrl, log),
    hints: options.redisUrl ? await redisHints(options.redisUrl, log, clock.newId()) : localHints(),
    sealer: sealerOf(options.key),
    files: openFiles(options.files),
    publicUrl: options.publicUrl,
    onCommit: [],
  }
  const closeDatabase = async () => void (await Promise.all([close(), slow.close()]))
  return { platform, clock, pool, closeDatabase }
}
