import type { RawInput, Reply } from '../../domain/contract.ts'
import type { widgetEndpoints } from '../../domain/conversations/widget-contract.ts'
import type { ErrorCode, ErrorReply } from '../../domain/errors.ts'

type Calls = typeof widgetEndpoints
export type CallName = keyof Calls
export type CallReply<K extends CallName> = Reply<Calls[K]>

/** The contract's routes; the compiler compares them, so that zod stays out of the customer's download. */
const routes: { [K in CallName]: `${Calls[K]['method']} ${Calls[K]['path']}` } = {
  startVisit: 'POST /api/widget/visit',
  identifyVisitor: 'POST /api/widget/identify',
  startConversation: 'POST /api/widget/conversations',
  leaveMessage: 'POST /api/widget/left-messages',
  visitorTalk: 'GET /api/widget/conversations/:id',
  visitorMessages: 'GET /api/widget/conversations/:id/messages',
  postVisitorMessage: 'POST /api/widget/conversations/:id/messages',
  recallVisitorMessage: 'POST /api/widget/conversations/:id/recall',
  endVisitorConversation: 'POST /api/widget/conversations/:id/end',
  rateConversation: 'POST /api/widget/conversations/:id/rating',
  declineRating: 'POST /api/widget/conversations/:id/rating/decline',
  transcript: 'GET /api/widget/conversations/:id/transcript',
}

export class ApiError extends Error {
  readonly code: ErrorCode | 'network'
  readonly retryAfterMs: number

  constructor(code: ErrorCode | 'network', message = '', retryAfterMs = 0) {
    super(message)
    this.code = code
    this.retryAfterMs = retryAfterMs
  }

  /** The same request may succeed later as it is. */
  get isPassing(): boolean {
    return ['network', 'busy', 'failed', 'too_many_requests', 'storage_full'].includes(this.code)
  }
}

/** The server's refusal, or `failed` when a proxy on the way answered in its place. */
export function errorOf(status: number, text: string, retryAfter: string | null): ApiError {
  const retryAfterMs = (Number(retryAfter) || 0) * 1000
  try {
    const { error } = JSON.parse(text) as ErrorReply
    if (typeof error.code === 'string') return new ApiError(error.code, String(error.message), retryAfterMs)
  } catch {
    // Not JSON: fall through.
  }
  return new ApiError(status === 413 ? 'too_large' : 'failed', '', retryAfterMs)
}

export type Api = ReturnType<typeof createApi>

export function createApi(session: { token: () => string | null; locale: () => string }) {
  const headers = () => ({
    'accept-language': session.locale(),
    ...(session.token() && { authorization: `Bearer ${session.token()}` }),
  })

  async function request(route: string, input: Record<string, unknown>): Promise<Response> {
    const [method, template = ''] = route.split(' ')
    const { id, ...rest } = input
    const path = template.replace(':id', encodeURIComponent(String(id)))
    const isRead = method === 'GET'
    const query = new URLSearchParams(Object.entries(rest).map(([key, value]) => [key, String(value)])).toString()
    const response = await fetch(isRead && query ? `${path}?${query}` : path, {
      method,
      headers: { ...headers(), ...(isRead ? {} : { 'content-type': 'application/json' }) },
      signal: AbortSignal.timeout(15_000),
      cache: 'no-store',
      ...(isRead ? {} : { body: JSON.stringify(rest) }),
    }).catch(() => {
      throw new ApiError('network')
    })
    if (response.ok) return response
    throw errorOf(response.status, await response.text().catch(() => ''), response.headers.get('retry-after'))
  }

  const ask = async (route: string, input: Record<string, unknown>) =>
    (await request(route, input)).json().catch(() => {
      throw new ApiError('network')
    })

  return {
    headers,
    /** For a part that brings its own routes. */
    ask,
    call: <K extends CallName>(name: K, input: RawInput<Calls[K]>): Promise<CallReply<K>> =>
      ask(routes[name], input as Record<string, unknown>),
    transcript: async (id: string) => (await request(routes.transcript, { id })).blob(),
  }
}
