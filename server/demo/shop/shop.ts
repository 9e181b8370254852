import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type Locale, localeOf, locales } from '../../../domain/locale.ts'
import { type Ctx, contextFor, type Platform } from '../../platform/context.ts'
import { allowShopOrigins, type ShopFacts, shopFacts } from '../actions.ts'
import { products } from '../products.ts'
import { notFoundPage, pageOf, type Visit } from './pages.ts'
import { pictureOf } from './pictures.ts'

export type ShopOptions = {
  port: number
  host: string
  /** Origins under which browsers reach this shop; its site must let them in. */
  origins: readonly string[]
  /** Where the widget comes from; by default the public address of the centre. */
  widgetOrigin?: string
}
export type Shop = { address: string; close(): Promise<void> }

type Exchange = {
  ctx: Ctx
  request: IncomingMessage
  response: ServerResponse
  url: URL
  cookies: Map<string, string>
  widgetOrigin: string
}

const tokenSeconds = 600
const signedInCookie = 'shop_customer'
const languageCookie = 'shop_language'

const asset = (name: string) => readFileSync(new URL(`./assets/${name}`, import.meta.url))
const files: Record<string, { type: string; body: Buffer | string }> = {
  '/shop.css': { type: 'text/css; charset=utf-8', body: asset('shop.css') },
  '/shop.js': { type: 'text/javascript; charset=utf-8', body: asset('shop.js') },
  ...Object.fromEntries(
    products.map(({ key, picture, tint }) => [
      `/pictures/${key}.svg`,
      { type: 'image/svg+xml; charset=utf-8', body: pictureOf(picture, tint) },
    ]),
  ),
}

/** The demo company's shop: another origin, as a customer's own site would be. It opens when there is a demo company. */
export async function startShop(platform: Platform, options: ShopOptions): Promise<Shop> {
  const ctx = contextFor(platform, { kind: 'system' })
  await allowShopOrigins(ctx, options.origins)
  const widgetOrigin = new URL(options.widgetOrigin ?? platform.publicUrl).origin
  const server = createServer((request, response) => {
    answer({ ctx, request, response, widgetOrigin }).catch((error: unknown) => {
      platform.log.error({ error: String(error) }, 'demo shop')
      if (!response.headersSent) response.writeHead(500)
      response.end()
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port, options.host, resolve)
  })
  const bound = server.address()
  const port = typeof bound === 'object' && bound ? bound.port : options.port
  const close = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { address: `http://${options.host === '0.0.0.0' ? '127.0.0.1' : options.host}:${port}`, close }
}

async function answer(given: Omit<Exchange, 'url' | 'cookies'>): Promise<void> {
  const { request, response, widgetOrigin } = given
  const exchange: Exchange = { ...given, url: addressOf(request), cookies: cookiesOf(request) }
  for (const [name, value] of Object.entries(headers(widgetOrigin))) response.setHeader(name, value)
  const { pathname } = exchange.url
  if (request.method === 'POST') return post(exchange, pathname)
  if (request.method !== 'GET' && request.method !== 'HEAD') return send(exchange, 405, 'text/plain', '')
  const file = files[pathname]
  if (file) return send(exchange, 200, file.type, file.body)
  return pathname === '/token' ? sendToken(exchange) : sendPage(exchange)
}

/** An address a client makes up must not be an error of ours. */
function addressOf(request: IncomingMessage): URL {
  const given = `http://shop${request.url?.startsWith('/') ? request.url : '/'}`
  return URL.canParse(given) ? new URL(given) : new URL('http://shop/')
}

function headers(widgetOrigin: string): Record<string, string> {
  const own =
    "default-src 'none'; img-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
  return {
    'content-security-policy': `${own}; script-src 'self' ${widgetOrigin}; frame-src ${widgetOrigin}`,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'cache-control': 'no-cache',
  }
}

/** Sign-in of the demo: no password, since there is one customer and nothing of value behind it. */
async function post(exchange: Exchange, path: string): Promise<void> {
  const { request, response, url } = exchange
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin') return send(exchange, 403, 'text/plain', '')
  if (path !== '/sign-in' && path !== '/sign-out') return send(exchange, 404, 'text/plain', '')
  const cookie = path === '/sign-in' ? `${signedInCookie}=1; Max-Age=86400` : `${signedInCookie}=; Max-Age=0`
  response.setHeader('set-cookie', `${cookie}; Path=/; HttpOnly; SameSite=Lax`)
  const to = url.searchParams.get('to') ?? '/'
  response.setHeader('location', /^\/[\w-]*(\/[\w-]+)?$/.test(to) ? to : '/')
  send(exchange, 303, 'text/plain', '')
}

/** What the server of a shop does for `Shouwen.identify`: HS256 with the site's secret, valid for ten minutes. */
async function sendToken(exchange: Exchange): Promise<void> {
  const facts = await shopFacts(exchange.ctx)
  if (!facts || !exchange.cookies.has(signedInCookie)) return send(exchange, 401, 'application/json', '{}')
  send(exchange, 200, 'application/json', JSON.stringify({ token: await tokenOf(facts, exchange.ctx.clock.now()) }))
}

async function tokenOf({ siteKey, siteSecret, customer }: ShopFacts, now: Date): Promise<string> {
  // Loaded with the first token, so that a start need not wait for it.
  const { SignJWT } = await import('jose')
  const issuedAt = Math.floor(now.getTime() / 1000)
  return new SignJWT({ name: customer.name, level: customer.level })
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience(siteKey)
    .setSubject(customer.externalId)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + tokenSeconds)
    .sign(new TextEncoder().encode(siteSecret))
}

async function sendPage(exchange: Exchange): Promise<void> {
  const { ctx, request, response, url, cookies, widgetOrigin } = exchange
  const wished = url.searchParams.get('lang')
  const chosen = localeIn(wished) ?? localeIn(cookies.get(languageCookie))
  if (wished && chosen)
    response.setHeader('set-cookie', `${languageCookie}=${chosen}; Path=/; Max-Age=31536000; SameSite=Lax`)
  const locale = chosen ?? browserLocale(request)
  const visit: Visit = {
    locale,
    path: url.pathname,
    signedIn: cookies.has(signedInCookie),
    widgetOrigin,
    facts: await shopFacts(ctx),
  }
  const page = pageOf(visit)
  send(exchange, page ? 200 : 404, 'text/html; charset=utf-8', (page ?? notFoundPage(visit)).markup)
}

const localeIn = (text: string | null | undefined): Locale | undefined => locales.find((one) => one === text)

/** The shop speaks Simplified Chinese to whoever asks for none of its languages. */
function browserLocale(request: IncomingMessage): Locale {
  const wished = request.headers['accept-language']?.split(',')[0] ?? ''
  return /^(zh|en)/i.test(wished) ? localeOf(wished) : 'zh-CN'
}

function cookiesOf(request: IncomingMessage): Map<string, string> {
  const pairs = (request.headers.cookie ?? '').split('; ').map((pair) => pair.split('=', 2) as [string, string])
  return new Map(pairs.filter(([name, value]) => name && value))
}

function send({ request, response }: Exchange, status: number, type: string, body: string | Buffer): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) })
  response.end(request.method === 'HEAD' ? undefined : body)
}
