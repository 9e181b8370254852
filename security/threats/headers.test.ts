import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { type Cast, cast } from '../../test/cast.ts'
import { missingHeaders } from '../fuzz/oracles.ts'
import { type Callers, callers } from '../world/callers.ts'
import { declaredEndpoints, keyOf, mountedRoutes } from '../world/surface.ts'

/** Everything that is mounted beside the contracts: a new page or door needs its line here. */
const pages = [
  'GET *',
  'GET /api/docs',
  'GET /api/docs/',
  'GET /api/docs/*',
  'GET /api/docs/json',
  'GET /api/docs/static/index.html',
  'GET /api/docs/static/swagger-initializer.js',
  'GET /api/docs/yaml',
  'GET /api/openapi.json',
  'GET /healthz',
  'GET /icon-maskable.svg',
  'GET /icon.svg',
  'GET /manifest.webmanifest',
  'GET /metrics',
  'GET /readyz',
  'GET /s/:token',
  'GET /sw.js',
  'GET /t/:token',
  'GET /widget.js',
  'GET /widget/frame',
  'POST /s/:token',
  'POST /t/:token',
]
/** Files of a build: there once it was made. */
const isBuilt = /^GET \/(widget\/)?assets\/\*$/
let app: TestApp
let people: Cast
let who: Callers

beforeAll(async () => {
  app = await startTestApp()
  people = await cast(app)
  who = await callers(app, people)
})
afterAll(() => app.close())

const routes = () => mountedRoutes(app.http).filter((route) => !/^(HEAD|OPTIONS) /.test(route))
const withFile = (route: string) => route.replace(/ \*$/, ' /somewhere').replace(/\*$/, 'nothing.js')

test('the application mounts what the contracts declare and the pages named here, nothing else', async () => {
  const declared = (await declaredEndpoints()).map(keyOf)
  expect(routes().filter((route) => !isBuilt.test(route))).toEqual([...declared, ...pages].sort())
})

describe('the headers stand on every answer of every route', () => {
  test.each(['nobody', 'admin', 'visitor'] as const)('asked by %s, rightly and wrongly', async (name) => {
    for (const route of routes()) {
      const [method = '', path = ''] = withFile(route).split(' ')
      const url = path.replace(/:\w+/g, app.clock.newId())
      for (const more of [
        {},
        { payload: '{', headers: { 'content-type': 'application/json' } },
        { payload: 'a=b', headers: { 'content-type': 'text/plain' } },
      ]) {
        if (method === 'GET' && 'payload' in more) continue
        const { headers: extra = {}, ...rest } = more as { headers?: Record<string, string>; payload?: string }
        const response = await app.http.inject({
          method: method as 'GET',
          url,
          headers: { ...who[name].headers, ...extra },
          ...rest,
        })
        expect(missingHeaders(response.headers), `${route} ${response.statusCode}`).toEqual([])
        expect(response.headers['x-powered-by'] ?? response.headers.server, route).toBeUndefined()
      }
    }
  })

  test('on what is nowhere, on what cannot be read as an address, and on other methods', async () => {
    for (const [method, url] of [
      ['GET', '/api/nothing'],
      ['POST', '/nothing'],
      ['GET', '/files/%'],
      ['GET', '/%2e%2e/%2e%2e/etc/passwd'],
      ['GET', '/assets/../../package.json'],
      ['DELETE', '/api/wall'],
      ['OPTIONS', '/api/session'],
      ['TRACE', '/api/session'],
    ] as const) {
      const response = await app.http.inject({ method: method as 'GET', url })
      expect(missingHeaders(response.headers), `${method} ${url}`).toEqual([])
      expect(response.body).not.toContain('"dependencies"')
    }
  })
})

describe('scripts run by nonce alone', () => {
  const policyOf = async (url: string) =>
    String((await app.http.inject({ method: 'GET', url })).headers['content-security-policy'])

  test('in the console, which nobody may embed', async () => {
    const policy = await policyOf('/inbox')
    expect(policy).toMatch(/script-src 'nonce-[\w+/=]{20,}' 'strict-dynamic'/)
    expect(policy).toContain("require-trusted-types-for 'script'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/script-src[^;]*unsafe/)
    expect(await policyOf('/inbox')).not.toBe(policy)
  })

  test('in the customer’s window, which the origins of its site alone may embed (threats T8)', async () => {
    const policy = await policyOf(`/widget/frame?site=${people.site.key}`)
    expect(policy).toMatch(/frame-ancestors 'self' http:\/\/shop\.test(;|$)/)
    expect(policy).not.toMatch(/script-src[^;]*unsafe/)
    expect((await app.http.inject({ method: 'GET', url: '/widget/frame?site=no-such-site' })).statusCode).toBe(404)
  })
})

describe('requests from elsewhere change nothing (threats T8)', () => {
  const change = { method: 'PUT' as const, url: '/api/presence', payload: { state: 'away' } }
  test.each([
    ['a foreign origin', { origin: 'http://evil.test' }],
    ['an origin that is none', { origin: 'null' }],
    ['the same name on another port', { origin: 'http://localhost:81' }],
    ['a browser that says cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['a browser that says same-site', { 'sec-fetch-site': 'same-site' }],
  ])('%s', async (_what, headers) => {
    const response = await app.http.inject({ ...change, headers: { ...who.agent.headers, ...headers } })
    expect(response.statusCode).toBe(403)
    expect(response.json().error.code).toBe('wrong_origin')
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'a form post as %s',
    async (type) => {
      const response = await app.http.inject({
        ...change,
        payload: '{"state":"away"}',
        headers: { ...who.agent.headers, 'content-type': type },
      })
      expect([400, 415]).toContain(response.statusCode)
    },
  )

  test('names that a proxy would set are believed from nobody', async () => {
    const headers = {
      'x-remote-user': 'admin@mingde.test',
      'x-forwarded-user': 'admin',
      'x-forwarded-for': '127.0.0.1',
    }
    expect((await app.http.inject({ method: 'GET', url: '/api/session', headers })).statusCode).toBe(401)
    expect((await app.http.inject({ method: 'GET', url: '/metrics', headers })).statusCode).toBe(404)
  })
})
