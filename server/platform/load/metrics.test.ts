import { fastify } from 'fastify'
import { afterEach, expect, test } from 'vitest'
import type { AppError } from '../../../domain/errors.ts'
import type { App } from '../http.ts'
import { type MetricsOptions, metricsRoutes } from './metrics.ts'

const open: { close(): Promise<unknown> }[] = []
afterEach(async () => {
  for (const app of open.splice(0)) await app.close()
})

async function listen(options: Partial<MetricsOptions> = {}): Promise<string> {
  const app = fastify() as unknown as App
  app.setErrorHandler((error: AppError, _request, reply) => void reply.status(error.status).send())
  metricsRoutes(app, { readings: [], ...options })
  app.get('/api/things/:id', async () => 'here')
  open.push(app)
  return app.listen({ port: 0, host: '127.0.0.1' })
}

test('tells the process, the requests by route and what it is given to read', async () => {
  const readings = [
    { name: 'queue_length', help: 'waiting', read: async () => 3 },
    { name: 'broken', help: 'fails', read: () => Promise.reject(new Error('no database')) },
  ]
  const url = await listen({ readings })
  await fetch(`${url}/api/things/secret-id`)
  const response = await fetch(`${url}/metrics`)
  const text = await response.text()
  expect(response.headers.get('content-type')).toContain('text/plain')
  expect(text).toContain('shouwen_queue_length 3')
  expect(text).toMatch(/shouwen_broken Nan/i)
  expect(text).toContain('process_resident_memory_bytes')
  expect(text).toMatch(/shouwen_http_request_seconds_count\{method="GET",route="\/api\/things\/:id",status="200"\} 1/)
  expect(text).not.toContain('secret-id')
})

test('without a token it is for this machine alone, and a proxy’s visitors are not this machine', async () => {
  const url = await listen()
  expect((await fetch(`${url}/metrics`)).status).toBe(200)
  for (const header of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'])
    expect((await fetch(`${url}/metrics`, { headers: { [header]: '203.0.113.9' } })).status).toBe(404)
})

test('with a token it is for whoever shows it', async () => {
  const url = await listen({ token: 'a-long-token-for-prometheus' })
  const ask = (authorization?: string) => fetch(`${url}/metrics`, authorization ? { headers: { authorization } } : {})
  expect((await ask()).status).toBe(404)
  expect((await ask('Bearer wrong')).status).toBe(404)
  expect((await ask('Bearer a-long-token-for-prometheus')).status).toBe(200)
})
