/** The closed list of error codes that leave the server, with their HTTP status. Texts: `server/platform/i18n/<locale>/errors.json`. */
export const errorStatus = {
  invalid_input: 400,
  not_json: 415,
  not_signed_in: 401,
  wrong_credentials: 401,
  session_locked: 423,
  account_locked: 423,
  account_disabled: 403,
  not_allowed: 403,
  wrong_origin: 403,
  not_found: 404,
  already_taken: 409,
  idempotency_mismatch: 409,
  wrong_state: 409,
  stale: 409,
  already_exists: 409,
  conversation_over: 409,
  recall_too_late: 409,
  group_closed: 409,
  agent_unavailable: 409,
  capacity_full: 409,
  already_set_up: 409,
  still_in_use: 409,
  shifts_overlap: 409,
  last_administrator: 409,
  roles_conflict: 409,
  link_expired: 410,
  too_large: 413,
  file_type_refused: 415,
  broken_file: 422,
  record_incomplete: 422,
  password_too_weak: 422,
  password_breached: 422,
  too_many_requests: 429,
  failed: 500,
  busy: 503,
  storage_full: 507,
} as const

export type ErrorCode = keyof typeof errorStatus

/** What every failed request answers: a stable code, a sentence in the reader's language, and per-field texts for bad input. */
export type ErrorReply = {
  error: {
    code: ErrorCode
    message: string
    fields?: Record<string, string>
    details?: Record<string, string | number>
  }
}

/** What is wrong with one field beyond its form; texts: `errors.field_<fault>`. */
export type FieldFault =
  | 'missing'
  | 'unknown'
  | 'past'
  | 'future'
  | 'not_active'
  | 'no_conversation'
  | 'own'
  | 'not_missing'
  | 'invalid_format'
  | 'from_conversation'

export class AppError extends Error {
  readonly code: ErrorCode
  /** `rule` names the rule that forbids it, whose words stand in `rules.json`. */
  readonly details: Record<string, string | number>
  readonly fields: Record<string, FieldFault> | undefined

  constructor(code: ErrorCode, details: Record<string, string | number> = {}, fields?: Record<string, FieldFault>) {
    super(code)
    this.code = code
    this.details = details
    this.fields = fields
  }

  get status(): number {
    return errorStatus[this.code]
  }
}
