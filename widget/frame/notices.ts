import { ApiError } from '../delivery/api.ts'
import type { TextKey, Translate } from './texts.ts'

const worded = new Set([
  'network',
  'busy',
  'too_large',
  'file_type_refused',
  'broken_file',
  'too_many_requests',
  'storage_full',
  'failed',
  'recall_too_late',
])

/** One sentence for the customer: ours where we have one, else the server's, which is already in the visitor's language. */
export function errorText(t: Translate, error: unknown, maxBytes = 0): string {
  const { code, message } = error instanceof ApiError ? error : { code: 'failed', message: '' }
  if (worded.has(code)) return t(`error.${code}` as TextKey, { max: `${Math.floor(maxBytes / 1024 ** 2)} MB` })
  return message || t('error.failed')
}
