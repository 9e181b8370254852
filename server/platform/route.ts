import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Endpoint, Input, Reply } from '../../domain/contract.ts'
import { AppError, type ErrorCode, errorStatus } from '../../domain/errors.ts'
import type { Actor } from '../../domain/identity/actor.ts'
import { may } from '../../domain/identity/permissions.ts'
import { type Ctx, contextFor } from './context.ts'
import type { App } from './http.ts'
import { localeOfRequest } from './http-errors.ts'

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor
  }
}

export type Call = { request: FastifyRequest; reply: FastifyReply }
export type Handler<E extends Endpoint> = (ctx: Ctx, input: Input<E>, call: Call) => Promise<Reply<E>>
type Limit = { perMinute: number; by?: 'ip' | 'caller' }

const nothing = z.strictObject({})
const errorReply = z
  .strictObject({
    error: z.strictObject({
      code: z.enum(Object.keys(errorStatus) as [ErrorCode, ...ErrorCode[]]),
      message: z.string(),
      fields: z.record(z.string(), z.string()).optional(),
      details: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    }),
  })
  .meta({ id: 'Error' })

/** Mounts one endpoint of a contract: sign-in, permission, input and output are all taken from its declaration. */
export function serve<const E extends Endpoint>(app: App, endpoint: E, handler: Handler<E>, limit?: Limit): void {
  app.route({
    method: endpoint.method,
    url: endpoint.path,
    schema: schemaOf(endpoint),
    ...(limit && app.rateLimits && { config: { rateLimit: rateLimitOf(limit) } }),
    // Who asks comes before what they ask: a stranger learns nothing of the form, a person reads errors in their language.
    preValidation: async (request) => {
      request.actor = await authenticate(app, endpoint, request)
    },
    handler: async (request, reply) => {
      const input = {
        ...(request.params as object),
        ...(request.query as object),
        ...(request.body as object | undefined),
      }
      const answer = await handler(contextFor(app.platform, request.actor), input as Input<E>, { request, reply })
      return reply.sent ? reply : reply.send(answer)
    },
  })
}

async function authenticate(app: App, endpoint: Endpoint, request: FastifyRequest): Promise<Actor> {
  if (endpoint.audience === 'public') return { kind: 'anonymous', locale: localeOfRequest(request) }
  const actor =
    endpoint.audience === 'staff'
      ? await app.authenticators.staff(request, endpoint)
      : await app.authenticators.visitor(request)
  request.locale = actor.locale
  if (actor.kind === 'staff' && endpoint.permission && !may(actor.roles, endpoint.permission))
    throw new AppError('not_allowed')
  return actor
}

function schemaOf(endpoint: Endpoint) {
  const hasBody = endpoint.method !== 'GET'
  return {
    summary: endpoint.summary,
    tags: [endpoint.path.split('/')[2] ?? 'files'],
    security:
      endpoint.audience === 'staff' ? [{ session: [] }] : endpoint.audience === 'visitor' ? [{ visitor: [] }] : [],
    params: endpoint.params ?? nothing,
    querystring: endpoint.query ?? nothing,
    // Multipart has no JSON body; fastify leaves it undefined.
    ...(hasBody && { body: endpoint.body ?? nothing.nullish() }),
    response: { 200: endpoint.reply, '4xx': errorReply, '5xx': errorReply },
  }
}

function rateLimitOf({ perMinute, by = 'ip' }: Limit) {
  const caller = (request: FastifyRequest) =>
    request.headers.authorization ?? request.cookies.sid ?? request.cookies['__Host-sid'] ?? request.ip
  return { max: perMinute, timeWindow: '1 minute', ...(by === 'caller' && { keyGenerator: caller }) }
}
