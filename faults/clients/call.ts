export type Answer = { status: number; body: ReturnType<typeof JSON.parse>; ms: number; retryAfter: string | null }

/** One request; no answer within 15 s, or none at all, is status 0. */
export async function call(
  headers: Record<string, string>,
  address: string,
  { method = 'POST', body }: { method?: string; body?: unknown } = {},
): Promise<Answer> {
  const began = performance.now()
  try {
    const response = await fetch(address, {
      method,
      headers: { ...headers, ...(method !== 'GET' && { 'content-type': 'application/json' }) },
      ...(method !== 'GET' && { body: JSON.stringify(body ?? {}) }),
      signal: AbortSignal.timeout(15_000),
    })
    const text = await response.text()
    const retryAfter = response.headers.get('retry-after')
    return { status: response.status, body: parse(text), ms: performance.now() - began, retryAfter }
  } catch {
    return { status: 0, body: null, ms: performance.now() - began, retryAfter: null }
  }
}

function parse(text: string): Answer['body'] {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
