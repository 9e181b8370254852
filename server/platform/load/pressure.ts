import { randomInt } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { AppError } from '../../../domain/errors.ts'
import type { App } from '../http.ts'
import type { Reading } from './metrics.ts'

type Load = { loopLagMs: number; waitingForDatabase: number; requests: number }
export type Pressure = {
  /** As the health page tells it. */
  told(): Load & { refused: number; isBusy: boolean }
  /** True: this node wants no new work; a balancer asks another one. */
  isBusy(): boolean
  stop(): void
}
type Gate = {
  app: App
  /** Requests that wait for a connection to the database. */
  waitingForDatabase(): number
  /** Method and path of what is refused last: a customer's and an agent's message. */
  essential: readonly string[]
}

/** Reliability contract 11: every queue has an end. `new work` is refused early, what people have written only when really full. */
export const limits = {
  newWork: { loopLagMs: 1000, waitingForDatabase: 60, requests: 1000 },
  everything: { loopLagMs: 5000, waitingForDatabase: 600, requests: 5000 },
} as const
const sampleMs = 100
const rising = 0.25
const falling = 0.1

/** Answers 503 with Retry-After while the event loop lags, the pool's queue is long or too many requests are under way. */
export function relievePressure({ app, waitingForDatabase, essential }: Gate): Pressure {
  let loopLagMs = 0
  let requests = 0
  let refused = 0
  let last = performance.now()
  const timer = setInterval(() => {
    const now = performance.now()
    // Smoothed, so that one long pause of garbage collection turns nobody away.
    const late = Math.max(0, now - last - sampleMs)
    loopLagMs += (late - loopLagMs) * (late > loopLagMs ? rising : falling)
    last = now
  }, sampleMs)
  timer.unref()
  const load = (): Load => ({ loopLagMs, waitingForDatabase: waitingForDatabase(), requests })
  const always = new Set(essential)

  app.addHook('onRequest', async (request, reply) => {
    if (!isWork(request)) return
    const limit = always.has(`${request.method} ${request.routeOptions.url}`) ? limits.everything : limits.newWork
    if (exceeds(load(), limit)) {
      refused++
      // Spread, so that those who come back do not come all at once.
      throw new AppError('busy', { retryAfterSeconds: randomInt(2, 8) })
    }
    requests++
    reply.raw.once('close', () => requests--)
  })
  const isBusy = () => exceeds(load(), limits.newWork)
  return {
    isBusy,
    told: () => ({ ...load(), loopLagMs: Math.round(loopLagMs), refused, isBusy: isBusy() }),
    stop: () => clearInterval(timer),
  }
}

export const pressureReadings = ({ told }: Pressure): Reading[] => [
  {
    name: 'database_pool_waiting',
    help: 'Requests waiting for a connection to the database',
    read: () => told().waitingForDatabase,
  },
  { name: 'requests_in_progress', help: 'Requests under way', read: () => told().requests },
  { name: 'requests_refused', help: 'Requests answered 503 under load since the start', read: () => told().refused },
]

/** Health, metrics and the pages themselves are not work. */
const isWork = ({ url }: FastifyRequest) => url.startsWith('/api/')

const exceeds = (load: Load, limit: Load) =>
  load.loopLagMs > limit.loopLagMs ||
  load.waitingForDatabase > limit.waitingForDatabase ||
  load.requests >= limit.requests
