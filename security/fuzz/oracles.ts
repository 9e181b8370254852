import { errorStatus } from '../../domain/errors.ts'
import type { Request } from './requests.ts'

export type Response = { status: number; headers: Record<string, unknown>; body: string; ms: number }

const codes = new Set(Object.keys(errorStatus))
/** What a server says when it says too much. */
const talkative =
  /\bat (?:async )?[\w.<>]+ \(|node:internal|\/node_modules\/|file:\/\/|\.ts:\d+|select .* from |insert into |violates .* constraint|relation "|syntax error|ECONNREFUSED|PostgresError|ZodError|TypeError|ReferenceError|Kysely/i

/** Headers that stand on every answer, errors and downloads included (reliability/baseline 2). */
export function missingHeaders(headers: Record<string, unknown>): string[] {
  const wanted: Record<string, RegExp> = {
    'content-security-policy': /default-src 'none'/,
    'x-content-type-options': /^nosniff$/,
    'referrer-policy': /^no-referrer$/,
    'cross-origin-opener-policy': /^same-origin/,
    'cross-origin-resource-policy': /^(same|cross)-origin$/,
  }
  return Object.entries(wanted).flatMap(([name, value]) => (value.test(String(headers[name] ?? '')) ? [] : [name]))
}

/** What is wrong with an answer, or nothing. Oracles 1-4 of reliability/fuzz 1.4; how long it took is told by `pace.ts`. */
export function faultOf(request: Request, response: Response): string | null {
  const { status, body, headers } = response
  if (status >= 500 && status !== 503 && status !== 507) return `status ${status}: ${body.slice(0, 200)}`
  if (status >= 400) {
    const fault = request.method === 'HEAD' ? null : errorFault(status, body)
    if (fault) return fault
  }
  if (talkative.test(body) && status >= 400) return `the error says too much: ${body.slice(0, 300)}`
  if (body.includes(request.marker)) return 'an unknown property came back'
  const missing = missingHeaders(headers)
  return missing.length > 0 ? `headers missing: ${missing.join(', ')}` : null
}

function errorFault(status: number, body: string): string | null {
  try {
    const { error, ...rest } = JSON.parse(body) as { error: { code: string; message: string } }
    if (Object.keys(rest).length > 0 || !codes.has(error.code))
      return `no error of the closed list: ${body.slice(0, 200)}`
    if (errorStatus[error.code as keyof typeof errorStatus] !== status) return `${error.code} with status ${status}`
    return error.message ? null : 'an error without words'
  } catch {
    return `an error that is no JSON: ${status} ${body.slice(0, 200)}`
  }
}
