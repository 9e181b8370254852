import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { AppError, type ErrorCode, type ErrorReply } from '../../domain/errors.ts'
import { type Locale, localeOf } from '../../domain/locale.ts'
import { isDatabaseAway, isUnstorable } from './database.ts'
import { translate } from './i18n.ts'

declare module 'fastify' {
  interface FastifyRequest {
    locale?: Locale
  }
}

/** What the client says it shows, as ours always do; without a word of it, the language of the person. */
export function localeOfRequest(request: FastifyRequest): Locale {
  const asked = request.headers['accept-language']?.split(',')[0]
  const isSaid = asked !== undefined && asked !== '*'
  return !isSaid && request.locale ? request.locale : localeOf(asked)
}

/** Every error leaves as a code of the closed list with a sentence in the reader's language; the rest goes to the log. */
export function answerError(error: FastifyError | AppError, request: FastifyRequest, reply: FastifyReply): void {
  const locale = localeOfRequest(request)
  const known = knownError(error)
  if (known.code === 'failed') {
    request.log.error({ error: error.message, stack: error.stack, url: request.routeOptions.url }, 'request failed')
  }
  if (known.code === 'busy' || known.code === 'too_many_requests') {
    reply.header('retry-after', String(known.details.retryAfterSeconds ?? 2))
  }
  const body: ErrorReply = {
    error: { code: known.code, message: messageOf(known, locale) },
  }
  if (Object.keys(known.details).length > 0) body.error.details = known.details
  const fields = fieldErrors(error, locale)
  if (fields) body.error.fields = fields
  void reply
    .status(known.status)
    .type('application/json; charset=utf-8')
    .serializer(JSON.stringify as (payload: unknown) => string)
    .send(body)
}

/** A rule that is named is said in words; otherwise the sentence of the code. */
export function messageOf({ code, details }: Pick<AppError, 'code' | 'details'>, locale: Locale): string {
  const { rule } = details
  return translate(locale, typeof rule === 'string' ? `rules.${rule}` : `errors.${code}`, details)
}

const byFastifyCode: Record<string, ErrorCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'not_json',
  FST_ERR_CTP_INVALID_JSON_BODY: 'invalid_input',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'invalid_input',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'invalid_input',
  FST_REQ_FILE_TOO_LARGE: 'too_large',
  FST_FILES_LIMIT: 'invalid_input',
  FST_PARTS_LIMIT: 'invalid_input',
  FST_FIELDS_LIMIT: 'invalid_input',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'not_json',
  FST_ERR_MAX_PARAM_LENGTH: 'not_found',
}

function knownError(error: FastifyError | AppError): AppError {
  if (error instanceof AppError) return error
  if (hasZodFastifySchemaValidationErrors(error)) {
    // An id that cannot exist answers like one that does not.
    return new AppError(error.validationContext === 'params' ? 'not_found' : 'invalid_input')
  }
  const code = byFastifyCode[error.code]
  if (code) return new AppError(code)
  if (isUnstorable(error)) return new AppError('invalid_input')
  if (isDatabaseAway(error)) return new AppError('busy')
  if (error.statusCode && error.statusCode >= 400 && error.statusCode < 500) return new AppError('invalid_input')
  return new AppError('failed')
}

function fieldErrors(error: unknown, locale: Locale): Record<string, string> | undefined {
  if (error instanceof AppError && error.fields)
    return Object.fromEntries(
      Object.entries(error.fields).map(([field, fault]) => [field, translate(locale, `errors.field_${fault}`)]),
    )
  if (!hasZodFastifySchemaValidationErrors(error) || error.validationContext === 'params') return undefined
  const entries = error.validation.map((issue) => {
    const { code, message } = { code: issue.keyword, message: issue.message }
    const key = message === 'unstorable_text' ? 'unstorable_text' : code
    return [
      issue.instancePath.replace(/^\//, '').replaceAll('/', '.') || 'body',
      translate(locale, `errors.field_${key}`),
    ]
  })
  return Object.fromEntries(entries)
}
