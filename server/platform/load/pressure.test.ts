import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { postMessage } from '../../../domain/conversations/contract.ts'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { type Cast, cast } from '../../../test/cast.ts'
import { servedBy } from '../../../test/visitor.ts'
import { limits } from './pressure.ts'

let app: TestApp
let people: Cast
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.reset()
  people = await cast(app)
})

const connections = 20

/** Every connection waits for a lock that somebody else has. */
async function holdPool(): Promise<() => Promise<unknown>> {
  const holder = new Client({ connectionString: app.databaseUrl })
  await holder.connect()
  await holder.query('select pg_advisory_lock(42)')
  const held = Array.from({ length: connections }, () =>
    sql`select pg_advisory_xact_lock_shared(42)`.execute(app.platform.db),
  )
  await pause(50)
  return async () => {
    await holder.end()
    await Promise.all(held)
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const ready = () => fetch(`${app.url}/readyz`)

test('while the pool is held new work is refused, what people write is not, and it ends by itself', async () => {
  const { talk } = await servedBy(app, people, people.xiaowang)
  const release = await holdPool()
  const queued = Array.from({ length: 70 }, () => sql`select 1`.execute(app.platform.db))
  const late = await people.xiaowang.get('/api/conversations')
  expect(late.status).toBe(503)
  expect(late.body.error.code).toBe('busy')
  expect(Number(late.headers.get('retry-after'))).toBeGreaterThanOrEqual(2)
  const notReady = await ready()
  expect([notReady.status, await notReady.json()]).toEqual([503, { status: 'busy' }])
  expect((await fetch(`${app.url}/healthz`)).status).toBe(200)
  const written = people.xiaowang.call(postMessage, { id: talk, messageId: app.clock.newId(), body: '马上为您查' })
  await release()
  expect((await written).message.body).toBe('马上为您查')
  await Promise.all(queued)
  expect((await ready()).status).toBe(200)
  expect((await people.xiaowang.get('/api/conversations')).status).toBe(200)
  const metrics = await (await fetch(`${app.url}/metrics`)).text()
  expect(Number(/^shouwen_requests_refused (\d+)$/m.exec(metrics)?.[1])).toBeGreaterThan(0)
})

test('a blocked event loop turns new work away, and takes it again when it runs', async () => {
  await people.xiaowang.signIn()
  for (let block = 0; block < 5; block++) {
    const until = performance.now() + 2000
    while (performance.now() < until);
    await pause(0)
  }
  await expect.poll(async () => (await ready()).status, { interval: 50 }).toBe(503)
  await expect.poll(async () => (await ready()).status, { timeout: 10_000 }).toBe(200)
  expect((await people.xiaowang.get('/api/conversations')).status).toBe(200)
})

test('docs/subsystems/overload.md tells the limits as they are', () => {
  const text = readFileSync(new URL('../../../docs/subsystems/overload.md', import.meta.url), 'utf8')
  const number = (words: string) => Number.parseFloat(words.replace(',', '')) * (words.endsWith(' s') ? 1000 : 1)
  const rows = text.split('\n').filter((line) => /^\| \w/.test(line))
  const told = rows.map((line) =>
    line
      .split('|')
      .slice(2, 4)
      .map((cell) => number(cell.trim())),
  )
  expect(told).toEqual(
    (['loopLagMs', 'waitingForDatabase', 'requests'] as const).map((key) => [
      limits.newWork[key],
      limits.everything[key],
    ]),
  )
})
