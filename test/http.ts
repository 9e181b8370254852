import type { Endpoint, RawInput, Reply } from '../domain/contract.ts'
import type { ErrorCode, ErrorReply } from '../domain/errors.ts'
import type { TestApp } from './app.ts'

/** What a test reads of an answer; its shape is checked by the server (`strictReplies`), so the test just reaches in. */
export type Body = ReturnType<typeof JSON.parse>
export type Answer = { status: number; body: Body; headers: Headers }
type Options = { headers?: Record<string, string> }

export class Refused extends Error {
  readonly status: number
  readonly code: ErrorCode
  readonly reply: ErrorReply

  constructor(status: number, reply: ErrorReply) {
    super(`${status} ${reply?.error?.code}`)
    this.status = status
    this.code = reply?.error?.code
    this.reply = reply
  }
}

export type Http = {
  get(path: string, options?: Options): Promise<Answer>
  post(path: string, body?: unknown, options?: Options): Promise<Answer>
  put(path: string, body?: unknown, options?: Options): Promise<Answer>
  patch(path: string, body?: unknown, options?: Options): Promise<Answer>
  delete(path: string, body?: unknown, options?: Options): Promise<Answer>
  /** Calls an endpoint of a contract; what is refused throws `Refused`. */
  call<E extends Endpoint>(endpoint: E, input?: RawInput<E>): Promise<Reply<E>>
  /** The code with which an endpoint refuses; fails the test when it does not. */
  refusal<E extends Endpoint>(endpoint: E, input?: RawInput<E>): Promise<ErrorCode>
  /** The Cookie header as it stands now. */
  cookies(): string
  setCookies(header: string): void
}

/**
 * A browser of a test: keeps cookies, sends JSON. `before` runs ahead of every request (lazy sign-in), `always` are headers
 * that go with each (a visitor's token).
 */
export function openHttp(
  app: Pick<TestApp, 'url'>,
  before: () => Promise<void> = async () => {},
  always: () => Record<string, string> = () => ({}),
): Http {
  const jar = new Map<string, string>()
  const header = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')

  const send = async (
    method: string,
    path: string,
    body?: unknown,
    { headers = {} }: Options = {},
  ): Promise<Answer> => {
    await before()
    const response = await fetch(new URL(path, app.url), {
      method,
      redirect: 'manual',
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(jar.size > 0 && { cookie: header() }),
        ...always(),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    keepCookies(jar, response)
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json')
    return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers }
  }

  const call = async <E extends Endpoint>(endpoint: E, input?: RawInput<E>): Promise<Reply<E>> => {
    const { path, body } = requestOf(endpoint, (input ?? {}) as Record<string, unknown>)
    const answer = await send(endpoint.method, path, body)
    if (answer.status >= 400) throw new Refused(answer.status, answer.body)
    return answer.body
  }

  return {
    get: (path, options) => send('GET', path, undefined, options),
    post: (path, body, options) => send('POST', path, body, options),
    put: (path, body, options) => send('PUT', path, body, options),
    patch: (path, body, options) => send('PATCH', path, body, options),
    delete: (path, body, options) => send('DELETE', path, body, options),
    call,
    async refusal(endpoint, input) {
      const outcome = await call(endpoint, input).catch((error: unknown) => error)
      if (outcome instanceof Refused) return outcome.code
      throw outcome instanceof Error ? outcome : new Error(`${endpoint.method} ${endpoint.path} was not refused`)
    },
    cookies: header,
    setCookies(cookies) {
      jar.clear()
      for (const pair of cookies.split('; ')) keepPair(jar, pair)
    },
  }
}

function requestOf(endpoint: Endpoint, input: Record<string, unknown>): { path: string; body: unknown } {
  const take = (shape: object | undefined) => Object.keys(shape ?? {}).filter((key) => input[key] !== undefined)
  let path: string = endpoint.path
  for (const key of take(endpoint.params?.shape)) path = path.replace(`:${key}`, encodeURIComponent(String(input[key])))
  const query = new URLSearchParams()
  for (const key of take(endpoint.query?.shape)) {
    for (const value of [input[key]].flat()) query.append(key, String(value))
  }
  const body = Object.fromEntries(take(endpoint.body?.shape).map((key) => [key, input[key]]))
  return { path: query.size > 0 ? `${path}?${query}` : path, body: endpoint.body && body }
}

function keepCookies(jar: Map<string, string>, response: Response): void {
  for (const line of response.headers.getSetCookie()) {
    if (/;\s*(max-age=0|expires=thu, 01 jan 1970)/i.test(line)) jar.delete(line.split('=')[0] as string)
    else keepPair(jar, line.split(';')[0] as string)
  }
}

function keepPair(jar: Map<string, string>, pair: string): void {
  const at = pair.indexOf('=')
  if (at > 0) jar.set(pair.slice(0, at), pair.slice(at + 1))
}
