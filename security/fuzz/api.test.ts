import { randomInt } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { watchEgress } from './egress.ts'
import { hostileLong } from './nasty.ts'
import { faultOf } from './oracles.ts'
import { openPace, timesLonger } from './pace.ts'
import { brokenInvariants, digests, fuzzedBy, type Product, productTarget } from './product.ts'
import { marker, type Operation, operationsOf, type Request } from './requests.ts'
import { search, tell } from './search.ts'

const seed = Number(process.env.FUZZ_SEED ?? randomInt(2 ** 31))
const runs = Number(process.env.FUZZ_RUNS ?? 20)
/** A password is weighed for a tenth of a second each time. */
const slow = /\/session$|\/unlock$|password$/
/** Shrunk requests that were answered wrongly once, with what was wrong. */
const regressions: (Omit<Request, 'marker'> & { why: string })[] = JSON.parse(
  readFileSync(new URL('./regressions.json', import.meta.url), 'utf8'),
)
let app: TestApp
let product: Product
let egress: ReturnType<typeof watchEgress>

beforeAll(async () => {
  app = await startTestApp()
  product = await productTarget(app)
  egress = watchEgress(app.databaseUrl)
})
afterAll(async () => {
  egress.stop()
  product.close()
  await app.close()
})

test('what broke it once does not break it again', async () => {
  await product.restore()
  for (const one of regressions) {
    const url = one.url.replace('{mine}', product.mine)
    const request: Request = { ...one, url, marker }
    expect(faultOf(request, await product.send(request)), one.why).toBeNull()
  }
})

test('strangers and people without the right change nothing at all', { timeout: 120_000 }, async () => {
  await product.restore()
  const before = await digests(app)
  const target = product.callersOnly(['nobody', 'pr'])
  const closed = operationsOf(product.doc).filter(({ path }) =>
    /conversations|customers|staff|groups|departments|settings|scripts/.test(path),
  )
  const findings = []
  for (const operation of closed) findings.push(await search(target, operation, { runs: Math.ceil(runs / 4), seed }))
  expect(findings.filter((one) => one !== null).map(tell)).toEqual([])
  expect(await digests(app)).toEqual(before)
})

describe(`seed ${seed}, ${runs} requests per operation`, () => {
  test('no request breaks an answer, leaks or is stored beyond its schema', { timeout: 3_600_000 }, async () => {
    const findings = []
    const pace = openPace()
    const [sentBefore, reachedBefore] = [product.sent(), product.reached()]
    for (const operation of operationsOf(product.doc)) {
      await product.restore()
      const target = { ...product, send: timed(operation, pace) }
      findings.push(
        await search(target, operation, { runs: slow.test(operation.path) ? Math.min(runs, 6) : runs, seed }),
      )
    }
    expect(findings.filter((one) => one !== null).map(tell)).toEqual([])
    expect(await product.stored?.()).not.toContain(marker)
    expect(await brokenInvariants(app)).toEqual([])
    const share = (product.reached() - reachedBefore) / (product.sent() - sentBefore)
    process.stdout.write(`${product.sent() - sentBefore} requests, ${Math.round(share * 100)} % reached a handler\n`)
    process.stdout.write(pace.report())
    expect(share, 'share of requests that reach a handler').toBeGreaterThan(0.3)
  })
})

test('one body beyond 1 MB is refused as such, on every operation that takes one', async () => {
  await product.restore()
  const payload = JSON.stringify({ body: 'x'.repeat(1024 * 1024) })
  for (const { method, path } of operationsOf(product.doc).filter(({ body }) => body)) {
    const url = path.replace(/\{\w+\}/g, app.clock.newId())
    const answer = await product.send({
      method,
      url,
      headers: { 'content-type': 'application/json' },
      payload,
      as: 'admin',
      marker,
    })
    expect([answer.status, JSON.parse(answer.body).error.code], `${method} ${path}`).toEqual([413, 'too_large'])
  }
})

/** Of hostile and harmless text of one length the first may take this many times longer: a regular expression that backtracks takes millions. */
const muchLonger = 20

test('100 kB of what chokes regular expressions is answered as soon as 100 kB of anything', {
  timeout: 600_000,
}, async () => {
  await product.restore()
  for (const operation of operationsOf(product.doc)) {
    const { method, path } = operation
    if (slow.test(path)) continue
    const text = hostileLong[(path.length + method.length) % hostileLong.length] as string
    const [hostile, harmless] = [withText(operation, text), withText(operation, 'x1 '.repeat(33_333))]
    const measured = (request: Request) => async () => {
      const answer = await product.send(request)
      expect(faultOf(request, answer), `${method} ${path}`).toBeNull()
      return answer.ms
    }
    const ratio = await timesLonger(measured(hostile), measured(harmless))
    expect(ratio, `times longer, ${method} ${path}`).toBeLessThan(muchLonger)
  }
})

test('whatever was sent, the server called nobody', () => expect(egress.seen).toEqual([]))

function timed(operation: Operation, pace: ReturnType<typeof openPace>): Product['send'] {
  return async (request) => {
    const answer = await product.send(request)
    pace.note(`${operation.method} ${operation.path}`, answer.ms)
    return answer
  }
}

/** In every text of the body, and in the query where there is one. */
function withText({ method, path, parameters, body }: Operation, text: string): Request {
  const url = path.replace(/\{\w+\}/g, app.clock.newId())
  const names = Object.keys((body?.properties as object | undefined) ?? {})
  const payload = names.length > 0 ? JSON.stringify(Object.fromEntries(names.map((name) => [name, text]))) : undefined
  const query = parameters.some((one) => one.in === 'query') ? `?q=${encodeURIComponent(text.slice(0, 8000))}` : ''
  const headers: Record<string, string> = payload ? { 'content-type': 'application/json' } : {}
  return { method, url: url + query, headers, ...(payload && { payload }), as: 'admin', marker }
}

test('everybody who fuzzes is a caller of the matrix', () => expect(new Set(fuzzedBy).size).toBe(fuzzedBy.length))
