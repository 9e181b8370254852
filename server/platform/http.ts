import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import { type FastifyBaseLogger, type FastifyInstance, type FastifyRequest, fastify, LogController } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import type { Endpoint } from '../../domain/contract.ts'
import { AppError } from '../../domain/errors.ts'
import type { Staff, Visitor } from '../../domain/identity/actor.ts'
import type { Platform } from './context.ts'
import { answerError } from './http-errors.ts'

export type Authenticators = {
  staff(request: FastifyRequest, endpoint: Endpoint): Promise<Staff>
  visitor(request: FastifyRequest): Promise<Visitor>
}
export type HttpOptions = {
  platform: Platform
  authenticators: Authenticators
  trustProxy: string[]
  /** Tests check every reply against its contract; production trusts them. */
  strictReplies: boolean
  rateLimits: boolean
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Nothing a browser adds by itself admits to this route, so it may be posted to from anywhere. */
    takesAnyOrigin?: boolean
  }
  interface FastifyInstance {
    platform: Platform
    authenticators: Authenticators
    strictReplies: boolean
    rateLimits: boolean
  }
}

export type App = FastifyInstance

const jsonLimit = 1024 * 1024

/** An address like `/a%` never reaches the router, which would answer it without our headers and in words of its own. */
const nowhere = '/api/not-an-address'
function isDecodable(url: string): boolean {
  const path = url.split('?', 1)[0] as string
  try {
    return !path.includes('%') || decodeURIComponent(path) !== ''
  } catch {
    return false
  }
}

export async function buildHttp(options: HttpOptions): Promise<App> {
  const { platform } = options
  const app = fastify({
    loggerInstance: platform.log as unknown as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: options.trustProxy.length > 0 ? options.trustProxy : false,
    bodyLimit: jsonLimit,
    rewriteUrl: ({ url = '/' }) => (isDecodable(url) ? url : nowhere),
    routerOptions: { maxParamLength: 200 },
  }) as unknown as App
  app.decorate('platform', platform)
  app.decorate('authenticators', options.authenticators)
  app.decorate('strictReplies', options.strictReplies)
  app.decorate('rateLimits', options.rateLimits)
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(options.strictReplies ? serializerCompiler : () => (data) => JSON.stringify(data))
  app.setErrorHandler(answerError)
  app.setNotFoundHandler(() => {
    throw new AppError('not_found')
  })
  acceptJsonOnly(app)
  await app.register(cookie)
  await app.register(helmet, helmetOptions(platform.publicUrl.startsWith('https:')))
  await app.register(rateLimit, {
    global: options.rateLimits,
    max: 3000,
    timeWindow: '1 minute',
    errorResponseBuilder: tooMany,
  })
  await app.register(multipart, { limits: { files: 1, fields: 0, parts: 1 } })
  app.addHook('onRequest', async (request) => refuseForeignOrigin(request))
  return app
}

/** An empty body is no body; anything but JSON is refused (form posts and text/plain carry forged requests). */
function acceptJsonOnly(app: App): void {
  app.removeContentTypeParser('text/plain')
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined)
    else parse(request, body as string, done)
  })
}

function helmetOptions(https: boolean) {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'frame-ancestors': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'none'"],
      },
    },
    crossOriginResourcePolicy: { policy: 'same-origin' as const },
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'no-referrer' as const },
    strictTransportSecurity: https,
    xFrameOptions: false,
  }
}

function tooMany(_request: FastifyRequest, context: { ttl: number }): AppError {
  return new AppError('too_many_requests', { retryAfterSeconds: Math.ceil(context.ttl / 1000) })
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/** CSRF: a browser that comes from another site says so in Sec-Fetch-Site or Origin (reliability/baseline 2). */
function refuseForeignOrigin(request: FastifyRequest): void {
  if (safeMethods.has(request.method) || request.routeOptions.config.takesAnyOrigin) return
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new AppError('wrong_origin')
  if (!isOwnOrigin(request)) throw new AppError('wrong_origin')
}

/** No Origin header means no browser; a present one must name this host. */
export function isOwnOrigin(request: Pick<FastifyRequest, 'headers' | 'host'>): boolean {
  const { origin } = request.headers
  if (origin === undefined) return true
  return URL.canParse(origin) && new URL(origin).host === request.host
}
