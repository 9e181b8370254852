import type { CompletenessField } from '../../../domain/tickets/completeness.ts'
import { focusComposer } from '../timeline/focus.ts'

/** The field of the page that fills a gap of the record (records 6.4). */
const places: Record<CompletenessField, string> = {
  customer: 'customer',
  who: 'customer',
  category: 'category',
  urgency: 'urgency',
  process: 'process',
  result: 'result',
  feedback: 'result',
  survey: 'survey',
  apology: 'complaint',
  plan: 'complaint',
  revisit: 'complaint',
  when: 'occurredAt',
  what: 'descriptionCustomer',
  where: 'orderNo',
  why: 'cause',
  how: 'initialSuggestion',
}

/** Shows the field and puts the caret into it, as soon as it stands on the page. */
export function jumpToField(field: CompletenessField): void {
  if (field === 'process') focusComposer('process')
  else showField(places[field])
}

function showField(name: string): void {
  requestAnimationFrame(() => {
    const place = document.querySelector<HTMLElement>(`[data-field="${name}"]`)
    place?.scrollIntoView({ block: 'center' })
    place?.classList.add('glow')
    place?.querySelector<HTMLElement>('input, textarea, button, [tabindex="0"]')?.focus()
    setTimeout(() => place?.classList.remove('glow'), 1600)
  })
}
