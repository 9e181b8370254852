import type { Endpoint, RawInput, Reply } from '../domain/contract.ts'
import type { ErrorCode, ErrorReply } from '../domain/errors.ts'

export type ApiCode = ErrorCode | 'offline'

type Refusal = Partial<Omit<ErrorReply['error'], 'code'>> & { code: ApiCode }

export class ApiError extends Error {
  readonly code: ApiCode
  readonly status: number
  readonly fields: Record<string, string>
  readonly details: Record<string, string | number>

  constructor(status: number, error: Refusal) {
    super(error.message ?? error.code)
    this.status = status
    this.code = error.code
    this.fields = error.fields ?? {}
    this.details = error.details ?? {}
  }

  /** Nobody knows yet whether it arrived; the same request may be sent again. */
  get isTransient(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500
  }
}

type Session = { locale: () => string; ended: () => void; locked: () => void }
let session: Session = { locale: () => navigator.language, ended: () => {}, locked: () => {} }

/** Who hears that the session ended (401) or the screen is locked (423). */
export function onSession(listeners: Session): void {
  session = listeners
}

/** Calls an endpoint as its contract declares it: path, query and body fields come in one object. */
export async function call<E extends Endpoint>(
  endpoint: E,
  input: RawInput<E>,
  signal?: AbortSignal,
): Promise<Reply<E>> {
  const { url, body } = requestOf(endpoint, input as Record<string, unknown>)
  const response = await attempt(
    url,
    {
      method: endpoint.method,
      signal,
      headers: { ...standardHeaders(), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      body: body === undefined ? undefined : JSON.stringify(body),
    },
    endpoint.method === 'GET' ? 2 : 0,
  )
  const reply: unknown = await response.json()
  return reply as Reply<E>
}

export function standardHeaders(): Record<string, string> {
  return { accept: 'application/json', 'accept-language': session.locale(), 'x-requested-with': 'shouwen' }
}

export function requestOf(endpoint: Endpoint, input: Record<string, unknown>): { url: string; body?: unknown } {
  const left = { ...input }
  const take = (key: string) => {
    const value = left[key]
    delete left[key]
    return value
  }
  const path = endpoint.path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(String(take(key))))
  const query = new URLSearchParams()
  for (const key of Object.keys(endpoint.query?.shape ?? {})) {
    const value = take(key)
    if (value !== undefined && value !== null) query.set(key, String(value))
  }
  const url = query.size > 0 ? `${path}?${query}` : path
  return endpoint.body ? { url, body: left } : { url }
}

async function attempt(url: string, init: RequestInit, retries: number): Promise<Response> {
  for (let tried = 0; ; tried++) {
    try {
      return await once(url, init)
    } catch (error) {
      const again = error instanceof ApiError && (error.status === 0 || error.status === 503) && tried < retries
      if (!again) throw error
      await new Promise((resolve) => setTimeout(resolve, 300 * 2 ** tried + Math.random() * 300))
    }
  }
}

async function once(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, { ...init, credentials: 'same-origin' }).catch((cause: unknown) => {
    if (init.signal?.aborted) throw cause
    throw new ApiError(0, { code: 'offline' })
  })
  if (response.ok) return response
  throw refuse(response.status, await response.json().catch(() => null))
}

/** Turns a refusal into an ApiError and tells the session when it is over or locked. */
export function refuse(status: number, reply: unknown): ApiError {
  const error = isErrorReply(reply)
    ? new ApiError(status, reply.error)
    : new ApiError(status, { code: status === 503 ? 'busy' : 'failed' })
  if (error.code === 'not_signed_in') session.ended()
  if (error.code === 'session_locked') session.locked()
  return error
}

function isErrorReply(reply: unknown): reply is ErrorReply {
  return typeof reply === 'object' && reply !== null && 'error' in reply && typeof reply.error === 'object'
}
