import { randomBytes } from 'node:crypto'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../../../domain/errors.ts'
import type { Locale } from '../../../domain/locale.ts'
import { type Ctx, contextFor } from '../context.ts'
import type { App } from '../http.ts'
import { answerError, localeOfRequest } from '../http-errors.ts'
import { type Html, html } from './html.ts'
import { style } from './style.ts'

export type Page = { locale: Locale; title: string; body: Html }
/** What is said where there is nothing to show. */
export type Notice = 'gone' | 'busy' | 'failed'

type PrivatePages = {
  path: `/${string}/:token`
  read(ctx: Ctx, token: string, query: Record<string, string>): Promise<Page>
  /** Takes what the form sent; answers the page again when something is missing in it. */
  take(ctx: Ctx, token: string, form: URLSearchParams): Promise<Page | 'taken'>
  notice(locale: Locale, notice: Notice): Page
}
type Visit = { Params: { token: string }; Querystring: Record<string, string>; Body: URLSearchParams }

const bodyLimit = 64 * 1024
/** The address alone admits, no cookie does: a form of another site gains nothing by it (reliability/baseline 2). */
const config = { takesAnyOrigin: true, rateLimit: { max: 30, timeWindow: '1 minute' } }
const schema = { hide: true }

/** The pages behind a private link: plain HTML, no script, no cookie. Forms are read here and nowhere else. */
export function privatePages(app: App, pages: PrivatePages): void {
  app.register(async (door) => {
    door.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit },
      (_request, body, done) => done(null, new URLSearchParams(String(body))),
    )
    door.setErrorHandler((error, request, reply) => answerInHtml(pages, error as FastifyError, { request, reply }))
    const options = { schema, config: app.rateLimits ? config : { takesAnyOrigin: true } }
    door.get<Visit>(pages.path, options, async ({ params, query }, reply) =>
      send(reply, await pages.read(contextOf(app), params.token, query)),
    )
    door.post<Visit>(pages.path, options, async ({ params, body }, reply) => {
      if (!(body instanceof URLSearchParams)) throw new AppError('not_json')
      const outcome = await pages.take(contextOf(app), params.token, body)
      const address = pages.path.replace(':token', params.token)
      return outcome === 'taken' ? reply.redirect(address, 303) : send(reply.code(422), outcome)
    })
  })
}

/** Whoever holds the link is nobody in particular. */
const contextOf = (app: App) => contextFor(app.platform, { kind: 'anonymous', locale: 'zh-CN' })

function send(reply: FastifyReply, page: Page) {
  const nonce = randomBytes(16).toString('base64')
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`
  return reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', policy)
    .header('cache-control', 'no-store')
    .header('x-robots-tag', 'noindex, nofollow')
    .send(documentOf(nonce, page))
}

function documentOf(nonce: string, { locale, title, body }: Page): string {
  return html`<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow"><meta name="referrer" content="no-referrer"><title>${title}</title>
<style nonce="${nonce}">${style}</style></head><body><main>${body}</main></body></html>`.html
}

const notices: Partial<Record<string, Notice>> = { not_found: 'gone', too_many_requests: 'busy' }
type Asked = { request: FastifyRequest; reply: FastifyReply }

/** A person reads this in a browser: the same codes and statuses, in a page. What is no page's fault is answered as everywhere. */
function answerInHtml(pages: PrivatePages, error: FastifyError | AppError, { request, reply }: Asked): unknown {
  const notice = error instanceof AppError ? notices[error.code] : undefined
  if (!notice || !(error instanceof AppError)) return answerError(error, request, reply)
  if (notice === 'busy') reply.header('retry-after', String(error.details.retryAfterSeconds ?? 60))
  return send(reply.code(error.status), pages.notice(localeOfRequest(request), notice))
}
