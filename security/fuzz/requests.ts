import fc from 'fast-check'
import { extraNames, nastyStrings } from './nasty.ts'
import { type Document, type Pool, type Schema, valuesOf } from './schema.ts'

export type Request = {
  method: string
  url: string
  headers: Record<string, string>
  payload?: string
  /** Who sends it: a name of the world's callers. */
  as: string
  /** Stands in every property that no schema knows; must never be found again. */
  marker: string
}
export type Operation = {
  method: string
  path: string
  parameters: { in: string; name: string; required?: boolean; schema: Schema }[]
  body: Schema | null
}

export function operationsOf(doc: Document): Operation[] {
  const paths = doc.paths as Record<string, Record<string, Document>>
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const content = (operation.requestBody as Document | undefined)?.content as
        | Record<string, { schema: Schema }>
        | undefined
      return {
        method: method.toUpperCase(),
        path,
        parameters: (operation.parameters ?? []) as Operation['parameters'],
        body: content?.['application/json']?.schema ?? null,
      }
    }),
  )
}

export const marker = 'zzfuzzmarker'

/** Ids that lead nowhere, beside those of the pool. */
const wrongIds = ['no-id', '00000000-0000-0000-0000-000000000000', '%00', '..%2f..', '2147483648', '-1', '%', '*']

type World = { doc: Document; pool: (operation: Operation) => Pool; callers(operation: Operation): readonly string[] }

/** Requests of one operation: mostly what its schema allows, sometimes broken in one of the ways of reliability/fuzz 1.3. */
export function requestsOf(operation: Operation, { doc, pool, callers }: World): fc.Arbitrary<Request> {
  const values = (schema: Schema, name?: string) =>
    valuesOf(schema, { doc, pool: pool(operation), ...(name && { name }) })
  const pathValues = operation.parameters
    .filter((parameter) => parameter.in === 'path')
    .map(({ name, schema }) => [
      name,
      fc.oneof({ weight: 6, arbitrary: values(schema, name) }, { weight: 1, arbitrary: fc.constantFrom(...wrongIds) }),
    ])
  const query = fc.record(
    Object.fromEntries(
      operation.parameters
        .filter((parameter) => parameter.in === 'query')
        .map(({ name, schema }) => [
          name,
          fc.oneof({ weight: 4, arbitrary: values(schema, name) }, { weight: 1, arbitrary: nasty }),
        ]),
    ),
    { requiredKeys: operation.parameters.filter((one) => one.in === 'query' && one.required).map((one) => one.name) },
  )
  const body = operation.body
    ? mutated(values(operation.body))
    : fc.constantFrom(undefined, undefined, '{}', '[]', 'null')
  return fc
    .record({
      params: fc.record(Object.fromEntries(pathValues)),
      query: fc.oneof(
        { weight: 6, arbitrary: query },
        { weight: 1, arbitrary: query.map((one) => ({ ...one, [marker]: marker })) },
      ),
      body,
      type: fc.oneof({ weight: 20, arbitrary: fc.constant('application/json') }, { weight: 1, arbitrary: wrongTypes }),
      method: fc.oneof(
        { weight: 40, arbitrary: fc.constant(operation.method) },
        { weight: 1, arbitrary: fc.constantFrom('GET', 'PUT', 'DELETE', 'OPTIONS', 'HEAD') },
      ),
      as: fc.constantFrom(...callers(operation)),
    })
    .map(({ params, query, body, type, method, as }) => ({
      method,
      url: urlOf(operation.path, params as Record<string, unknown>, query as Record<string, unknown>),
      headers: (body === undefined || method === 'GET' || method === 'HEAD'
        ? {}
        : { 'content-type': type }) as Request['headers'],
      ...(body !== undefined && method !== 'GET' && method !== 'HEAD' && { payload: body as string }),
      as,
      marker,
    }))
}

const nasty = fc.constantFrom(...nastyStrings.filter((text) => text.isWellFormed()))
const wrongTypes = fc.constantFrom(
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/xml',
  'application/json; charset=utf-16',
  '',
)

function urlOf(path: string, params: Record<string, unknown>, query: Record<string, unknown>): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(params[name] ?? '')
    return value.startsWith('%') || value.includes('%2f') ? value : encodeURIComponent(value.toWellFormed())
  })
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    for (const one of [value].flat()) search.append(name, String(one).toWellFormed())
  return search.size > 0 ? `${filled}?${search}` : filled
}

const otherTypes = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>({ $gt: '' }, { $ne: null }, [], [''], 0, true, null, { toString: 'x' }),
)
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** JSON text: as the schema wants it, with a property too many, one of another type, doubled keys, or anything at all. */
function mutated(valid: fc.Arbitrary<unknown>): fc.Arbitrary<string> {
  const json = (value: unknown) => JSON.stringify(value) ?? 'null'
  const withExtra = fc
    .tuple(valid, fc.constantFrom(...extraNames))
    .map(([value, name]) =>
      isObject(value)
        ? json(value).replace(/\}$/, `${Object.keys(value).length > 0 ? ',' : ''}${json(name)}:"${marker}"}`)
        : json(value),
    )
  const swapped = fc.tuple(valid, fc.nat(), otherTypes).map(([value, at, other]) => {
    const keys = isObject(value) ? Object.keys(value) : []
    return json(keys.length > 0 ? { ...(value as object), [keys[at % keys.length] as string]: other } : other)
  })
  const doubled = valid.map((value) =>
    isObject(value) ? json(value).replace(/^\{(("[^"]*"):)/, `{$2:"${marker}",$1`) : json(value),
  )
  return fc.oneof(
    { weight: 12, arbitrary: valid.map(json) },
    { weight: 2, arbitrary: withExtra },
    { weight: 3, arbitrary: swapped },
    { weight: 1, arbitrary: doubled },
    { weight: 1, arbitrary: fc.jsonValue().map(json) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '',
        '{',
        'nul',
        '"',
        '[]',
        '{"a":1,}',
        "{'a':1}",
        '{"__proto__":{"x":1}}',
        `${'['.repeat(10_000)}${']'.repeat(10_000)}`,
        '{"a":'.repeat(10_000),
      ),
    },
  )
}

/** The request as a line for the shell. */
export function curlOf({ method, url, headers, payload, as }: Request): string {
  const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`
  const parts = [`curl -X ${method} ${quote(`$URL${url}`)}`, `-H "$${as.toUpperCase()}"`]
  for (const [name, value] of Object.entries(headers)) parts.push(`-H ${quote(`${name}: ${value}`)}`)
  if (payload !== undefined)
    parts.push(`--data-binary ${quote(payload.length > 4000 ? `${payload.slice(0, 4000)}…` : payload)}`)
  return parts.join(' ')
}
