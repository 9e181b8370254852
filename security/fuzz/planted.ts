import { connect } from 'node:net'
import { type FastifyInstance, fastify } from 'fastify'
import type { Request } from './requests.ts'
import type { Target } from './search.ts'

const object = (properties: object, required: string[] = []) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
})
const operation = (schema: object | null, parameters: object[] = []) => ({
  parameters,
  ...(schema && { requestBody: { content: { 'application/json': { schema } } } }),
})
const text = { type: 'string', maxLength: 200 }
const inPath = { in: 'path', name: 'n', required: true, schema: { type: 'integer' } }

/** One bug behind each of them but the last; a fuzzer that misses one within its budget tests nothing. */
const paths = {
  '/nul': { post: operation(object({ text }, ['text'])) },
  '/overflow/{n}': { get: operation(null, [inPath]) },
  '/extra': { post: operation(object({ name: text }, ['name'])) },
  '/echo': { post: operation(object({ items: { type: 'array', items: text } }, ['items'])) },
  '/gate': { post: operation(object({ name: text }, ['name'])) },
  '/bare': { get: operation(null) },
  '/pattern': { post: operation(object({ text }, ['text'])) },
  '/calls': { post: operation(object({ text }, ['text'])) },
  '/sound': { post: operation(object({ text }, ['text'])) },
}

const headers = {
  'content-security-policy': "default-src 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

type Refusal = Error & { statusCode?: number; known?: string }
const refuse = (code: string, status: number): Refusal =>
  Object.assign(new Error(code), { statusCode: status, known: code })

function bodyOf(request: { body: unknown }): Record<string, unknown> {
  const value = request.body
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refuse('invalid_input', 400)
  return value as Record<string, unknown>
}

function textOf(request: { body: unknown }): string {
  const { text } = bodyOf(request)
  if (typeof text !== 'string') throw refuse('invalid_input', 400)
  return text
}

/** A small application with one bug per operation and one sound one, as a target of the fuzzer. */
export function plantedTarget(): Target & { changes(): number; close(): Promise<void> } {
  const kept = { stored: [] as unknown[], changes: 0 }
  const app = plantedApp()
  plantBugs(app, kept)
  return {
    doc: { paths },
    callers: () => ['somebody'],
    pool: () => ({}),
    async send({ method, url, headers, payload }: Request) {
      const started = performance.now()
      const asked = { method: method as 'GET', url, headers, ...(payload !== undefined && { payload }) }
      const answer = await app.inject(asked)
      return { status: answer.statusCode, headers: answer.headers, body: answer.body, ms: performance.now() - started }
    },
    stored: async () => JSON.stringify(kept.stored),
    changes: () => kept.changes,
    close: () => app.close(),
  }
}

function plantedApp(): FastifyInstance {
  const app = fastify({ bodyLimit: 2 ** 20 })
  app.addHook('onRequest', async (request, reply) => {
    if (!request.url.startsWith('/bare')) reply.headers(headers)
  })
  app.setErrorHandler((error: Refusal, request, reply) => {
    const isOurs = !error.statusCode || error.statusCode >= 500
    const code = error.known ?? (isOurs ? 'failed' : 'invalid_input')
    const status = isOurs ? 500 : code === 'invalid_input' ? 400 : (error.statusCode ?? 400)
    const message = request.url.startsWith('/echo') ? String(error.stack) : 'no'
    return reply.status(status).send({ error: { code, message } })
  })
  app.setNotFoundHandler(() => {
    throw refuse('not_found', 404)
  })
  return app
}

function plantBugs(app: FastifyInstance, kept: { stored: unknown[]; changes: number }): void {
  app.post('/nul', async (request) => {
    if (textOf(request).includes('\0')) throw new Error('invalid byte sequence')
    return { ok: true }
  })
  app.get('/overflow/:n', async (request) => {
    const n = Number((request.params as { n: string }).n)
    if (!Number.isInteger(n)) throw refuse('invalid_input', 400)
    if (Math.abs(n) > 2147483647) throw new Error('out of range for type integer')
    return { n }
  })
  app.post('/extra', async (request) => {
    kept.stored.push(bodyOf(request))
    return { ok: true }
  })
  app.post('/echo', async (request) => {
    const { items } = bodyOf(request)
    if (!Array.isArray(items) || items.length === 0) throw refuse('invalid_input', 400)
    return { ok: true }
  })
  app.post('/gate', async () => {
    kept.changes++
    return { ok: true }
  })
  app.get('/bare', async () => ({ ok: true }))
  app.post('/pattern', async (request) => {
    if (/^(\(+)+$/.test(`${textOf(request).slice(0, 25)}!`)) throw refuse('invalid_input', 400)
    return { ok: true }
  })
  app.post('/calls', async (request) => {
    const host = textOf(request)
    connect({ port: 9, host: '127.0.0.1' }).on('error', () => {})
    return { called: host.length }
  })
  app.post('/sound', async (request) => ({ length: textOf(request).length }))
}
