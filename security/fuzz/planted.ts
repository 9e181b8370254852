import { fastify } from 'fastify'
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

/** The bugs that the fuzzer must find within its budget in every run; a fuzzer that misses one of them tests nothing. */
export const planted = {
  'POST /nul': 'NUL in a text ends in 500',
  'GET /overflow/{n}': 'a number beyond four bytes ends in 500',
  'POST /extra': 'a property that no schema knows is stored',
  'POST /echo': 'the exception is told to the caller',
  'POST /gate': 'a door without a guard',
  'GET /bare': 'an answer without headers',
  'POST /pattern': 'a regular expression that takes for ever',
} as const

const paths = {
  '/nul': { post: operation(object({ text }, ['text'])) },
  '/overflow/{n}': { get: operation(null, [inPath]) },
  '/extra': { post: operation(object({ name: text }, ['name'])) },
  '/echo': { post: operation(object({ items: { type: 'array', items: text } }, ['items'])) },
  '/gate': { post: operation(object({ name: text }, ['name'])) },
  '/bare': { get: operation(null) },
  '/pattern': { post: operation(object({ text }, ['text'])) },
  '/sound': { post: operation(object({ text }, ['text'])) },
}

const headers = {
  'content-security-policy': "default-src 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

/** A small application with one bug per operation and one sound one, as a target of the fuzzer. */
export function plantedTarget(): Target & { changes(): number; close(): Promise<void> } {
  const stored: unknown[] = []
  let changes = 0
  const app = fastify({ bodyLimit: 2 ** 20 })
  const refuse = (code: string, status: number) => Object.assign(new Error(code), { statusCode: status, known: code })
  app.addHook('onRequest', async (request, reply) => {
    if (!request.url.startsWith('/bare')) reply.headers(headers)
  })
  app.setErrorHandler((error: Error & { statusCode?: number; known?: string }, request, reply) => {
    const isOurs = !error.statusCode || error.statusCode >= 500
    const code = error.known ?? (isOurs ? 'failed' : 'invalid_input')
    const status = isOurs ? 500 : code === 'invalid_input' ? 400 : error.statusCode
    const message = request.url.startsWith('/echo') ? String(error.stack) : 'no'
    return reply.status(status ?? 400).send({ error: { code, message } })
  })
  app.setNotFoundHandler(() => {
    throw refuse('not_found', 404)
  })
  const textOf = (request: { body: unknown }) => {
    const { text } = body(request)
    if (typeof text !== 'string') throw refuse('invalid_input', 400)
    return text
  }
  const body = (request: { body: unknown }) => {
    const value = request.body
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refuse('invalid_input', 400)
    return value as Record<string, unknown>
  }
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
    stored.push(body(request))
    return { ok: true }
  })
  app.post('/echo', async (request) => {
    const { items } = body(request)
    if (!Array.isArray(items)) throw refuse('invalid_input', 400)
    if (items.length === 0) throw refuse('invalid_input', 400)
    return { ok: true }
  })
  app.post('/gate', async () => {
    changes++
    return { ok: true }
  })
  app.get('/bare', async () => ({ ok: true }))
  app.post('/pattern', async (request) => {
    const value = textOf(request)
    if (/^(\(+)+$/.test(`${value.slice(0, 22)}!`)) throw refuse('invalid_input', 400)
    return { ok: true }
  })
  app.post('/sound', async (request) => ({ length: textOf(request).length }))
  return {
    doc: { paths },
    callers: () => ['somebody'],
    pool: () => ({}),
    async send(request: Request) {
      const started = performance.now()
      const answer = await app.inject({
        method: request.method as 'GET',
        url: request.url,
        headers: request.headers,
        ...(request.payload !== undefined && { payload: request.payload }),
      })
      return { status: answer.statusCode, headers: answer.headers, body: answer.body, ms: performance.now() - started }
    },
    stored: async () => JSON.stringify(stored),
    changes: () => changes,
    close: () => app.close(),
  }
}
