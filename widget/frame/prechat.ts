import type { WidgetSite } from '../../domain/settings/site.ts'

type Field = WidgetSite['prechat']['fields'][number]

/**
 * What keeps the form from being sent: an unanswered required field, or contact details without consent. Contact details
 * are personal data, stored only with consent (R17); who refuses may leave even a required one empty and still chat.
 */
export function missingAnswer(
  fields: readonly Field[],
  answers: Record<string, string>,
  consent: boolean,
): Field | 'consent' | null {
  const isEmpty = (field: Field) => (answers[field.key] ?? '').trim() === ''
  const missing = fields.find((field) => field.required && isEmpty(field) && (field.kind !== 'contact' || consent))
  if (missing) return missing
  return !consent && fields.some((field) => field.kind === 'contact' && !isEmpty(field)) ? 'consent' : null
}
