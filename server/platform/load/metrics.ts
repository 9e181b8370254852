import type { FastifyRequest } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { AppError } from '../../../domain/errors.ts'
import { sameText } from '../crypto.ts'
import type { App } from '../http.ts'

/** Read when somebody scrapes; one that fails is left out, the others are still told. */
export type Reading = { name: string; help: string; read(): number | Promise<number> }
export type MetricsOptions = { readings: readonly Reading[]; token?: string | undefined }

const secondsBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** GET /metrics for Prometheus: numbers of the process and of the readings; never an id, a name or an address. */
export function metricsRoutes(app: App, { readings, token }: MetricsOptions): void {
  const register = new Registry()
  collectDefaultMetrics({ register })
  timeRequests(app, register)
  for (const reading of readings) addReading(register, reading)
  app.get('/metrics', { schema: { hide: true }, logLevel: 'silent' }, async (request, reply) => {
    if (!maySee(request, token)) throw new AppError('not_found')
    return reply.type(register.contentType).send(await register.metrics())
  })
}

/** By the route's template: an address with ids in it would make a series of its own for every customer. */
function timeRequests(app: App, register: Registry): void {
  const seconds = new Histogram({
    name: 'shouwen_http_request_seconds',
    help: 'Time to answer, by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: secondsBuckets,
    registers: [register],
  })
  app.addHook('onResponse', async (request, reply) => {
    const labels = { method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode }
    seconds.observe(labels, reply.elapsedTime / 1000)
  })
}

function addReading(register: Registry, { name, help, read }: Reading): void {
  new Gauge({
    name: `shouwen_${name}`,
    help,
    registers: [register],
    async collect() {
      try {
        this.set(await read())
      } catch {
        this.set(Number.NaN)
      }
    },
  })
}

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/**
 * With a token, whoever shows it. Without one, only this machine itself; what a proxy of this machine hands on comes from
 * elsewhere.
 */
function maySee(request: FastifyRequest, token: string | undefined): boolean {
  if (token) return sameText(request.headers.authorization ?? '', `Bearer ${token}`)
  const isForwarded = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'].some((name) => name in request.headers)
  return !isForwarded && loopback.has(request.socket.remoteAddress ?? '')
}
