import { randomBytes } from 'node:crypto'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../../domain/errors.ts'
import { contextFor } from '../platform/context.ts'
import type { App } from '../platform/http.ts'
import { answerError, localeOfRequest } from '../platform/http-errors.ts'
import { type Notice, noticePage, type Shown, surveyPage } from './link/page.ts'
import { surveyBehind, takeForm } from './link/visit.ts'

type Visit = { Params: { token: string }; Querystring: { change?: string }; Body: URLSearchParams }

const bodyLimit = 16 * 1024
/** The address alone admits, no cookie does: a form of another site gains nothing by it (reliability/baseline 2). */
const config = { takesAnyOrigin: true, rateLimit: { max: 30, timeWindow: '1 minute' } }
const schema = { hide: true }

/** The page behind a private link: plain HTML, no script, no cookie. Forms are read here and nowhere else. */
export function surveyRoutes(app: App): void {
  app.register(async (door) => {
    door.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit },
      (_request, body, done) => done(null, new URLSearchParams(String(body))),
    )
    door.setErrorHandler(answerInHtml)
    const options = { schema, config: app.rateLimits ? config : { takesAnyOrigin: true } }
    door.get<Visit>('/s/:token', options, async ({ params, query }, reply) =>
      send(reply, await surveyBehind(contextOf(app), params.token, query.change !== undefined)),
    )
    door.post<Visit>('/s/:token', options, async ({ params, body }, reply) => {
      if (!(body instanceof URLSearchParams)) throw new AppError('not_json')
      const outcome = await takeForm(contextOf(app), params.token, body)
      return outcome === 'taken' ? reply.redirect(`/s/${params.token}`, 303) : send(reply.code(422), outcome)
    })
  })
}

/** Whoever holds the link is nobody in particular. */
const contextOf = (app: App) => contextFor(app.platform, { kind: 'anonymous', locale: 'zh-CN' })

const send = (reply: FastifyReply, shown: Shown) => sendPage(reply, (nonce) => surveyPage(nonce, shown))

function sendPage(reply: FastifyReply, page: (nonce: string) => string) {
  const nonce = randomBytes(16).toString('base64')
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`
  return reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', policy)
    .header('cache-control', 'no-store')
    .header('x-robots-tag', 'noindex, nofollow')
    .send(page(nonce))
}

const notices: Partial<Record<string, Notice>> = { not_found: 'gone', too_many_requests: 'busy' }

/** A person reads this in a browser: the same codes and statuses, in a page. What is no page's fault is answered as everywhere. */
function answerInHtml(error: FastifyError | AppError, request: FastifyRequest, reply: FastifyReply): unknown {
  const notice = error instanceof AppError ? notices[error.code] : undefined
  if (!notice || !(error instanceof AppError)) return answerError(error, request, reply)
  if (notice === 'busy') reply.header('retry-after', String(error.details.retryAfterSeconds ?? 60))
  return sendPage(reply.code(error.status), (nonce) => noticePage(nonce, localeOfRequest(request), notice))
}
