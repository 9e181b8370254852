import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import fastifyStatic from '@fastify/static'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { AppError } from '../domain/errors.ts'
import { frameTicket } from './conversations/visiting/frame-ticket.ts'
import { contextFor } from './platform/context.ts'
import type { App } from './platform/http.ts'
import { siteByKey } from './settings/queries.ts'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))
const yearSeconds = 31_536_000

/** The console at /, the customer's window below /widget: built files, each page with a fresh nonce and its own policy. */
export async function mountPages(app: App): Promise<void> {
  const assets = {
    index: false as const,
    decorateReply: false,
    immutable: true,
    /** Built files may have a .br or .gz beside them. */
    preCompressed: true,
    maxAge: yearSeconds * 1000,
    schemaHide: true,
  }
  if (existsSync(`${dist}console`))
    await app.register(fastifyStatic, { root: `${dist}console/assets`, prefix: '/assets/', ...assets })
  if (existsSync(`${dist}widget`))
    await app.register(fastifyStatic, { root: `${dist}widget/assets`, prefix: '/widget/assets/', ...assets })
  for (const [path, type] of Object.entries(plainFiles)) {
    app.get(path, { schema: { hide: true } }, (_request, reply) => sendBuilt(reply, `console${path}`, type))
  }
  // Any page may load the loader; what it opens is decided by the frame's own policy.
  app.get('/widget.js', { schema: { hide: true } }, (_request, reply) => {
    reply.header('cross-origin-resource-policy', 'cross-origin').header('access-control-allow-origin', '*')
    return sendBuilt(reply, 'widget/widget.js', 'text/javascript; charset=utf-8')
  })
  app.get('/widget/frame', { schema: { hide: true, querystring: frameQuery } }, (request, reply) =>
    sendFrame(app, request.query as FrameQuery, reply),
  )
  app.get('/*', { schema: { hide: true } }, (request, reply) => {
    // Unknown addresses of the interface are answered as such, never with a page.
    if (/^\/(api|files|live|metrics)(\/|$|\?)/.test(request.url)) throw new AppError('not_found')
    return sendConsole(app, reply)
  })
}

const plainFiles: Record<string, string> = {
  '/sw.js': 'text/javascript; charset=utf-8',
  '/manifest.webmanifest': 'application/manifest+json',
  '/icon.svg': 'image/svg+xml',
  '/icon-maskable.svg': 'image/svg+xml',
}

// Read each time: two kilobytes, and a new build shows at once.
async function built(name: string): Promise<string> {
  try {
    return await readFile(`${dist}${name}`, 'utf8')
  } catch {
    throw new AppError('not_found')
  }
}

async function sendBuilt(reply: FastifyReply, name: string, type: string) {
  const content = await built(name)
  return reply.type(type).header('cache-control', 'public, max-age=300').send(zipped(reply, content))
}

/** Pages of a few kB, so packing them takes less than a millisecond; they repeat nothing the asker sent. */
function zipped(reply: FastifyReply, content: string): string | Buffer {
  reply.header('vary', 'accept-encoding')
  if (!/\bgzip\b/.test(String(reply.request.headers['accept-encoding']))) return content
  reply.header('content-encoding', 'gzip')
  return gzipSync(content)
}

const shared =
  "default-src 'none'; img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"

async function sendConsole(_app: App, reply: FastifyReply) {
  const nonce = randomBytes(16).toString('base64')
  const html = (await built('console/index.html')).replaceAll('__CSP_NONCE__', nonce)
  // antd writes its styles at run time; 'unsafe-inline' for styles alone runs no script.
  const policy = `${shared}; script-src 'nonce-${nonce}' 'strict-dynamic'; style-src 'self' 'unsafe-inline'; worker-src 'self'; manifest-src 'self'; frame-src 'self'; frame-ancestors 'none'`
  return reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', policy)
    .header('cache-control', 'no-store')
    .send(zipped(reply, html))
}

const frameQuery = z.object({ site: z.string().max(64), locale: z.string().max(10).optional() })
type FrameQuery = z.infer<typeof frameQuery>

/** The window is shown inside the pages of the site's allow-list and nowhere else (reliability/threats T8). */
async function sendFrame(app: App, query: FrameQuery, reply: FastifyReply) {
  const ctx = contextFor(app.platform, { kind: 'system' })
  const site = await siteByKey(ctx, query.site)
  if (!site?.active) throw new AppError('not_found')
  const nonce = randomBytes(16).toString('base64')
  const html = (await built('widget/frame.html'))
    .replaceAll('__CSP_NONCE__', nonce)
    .replaceAll('__FRAME_TICKET__', frameTicket(ctx, site.key))
  const parents = site.settings.allowedOrigins.map((origin) => new URL(origin).origin).join(' ')
  const policy = `${shared}; script-src 'nonce-${nonce}' 'strict-dynamic'; style-src 'self' 'nonce-${nonce}'; frame-ancestors 'self' ${parents}`
  return reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', policy)
    .header('cross-origin-resource-policy', 'cross-origin')
    .header('cache-control', 'no-store')
    .send(zipped(reply, html))
}
