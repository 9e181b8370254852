const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Markup that was put together by `html` and needs no escaping any more. */
export type Html = { markup: string }
type Part = Html | string | number | readonly Html[] | undefined

/** A template whose values are escaped unless they are markup themselves. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return { markup: strings.map((text, index) => text + (index < parts.length ? render(parts[index]) : '')).join('') }
}

function render(part: Part): string {
  if (part === undefined) return ''
  if (typeof part === 'object') return 'markup' in part ? part.markup : part.map((one) => one.markup).join('')
  return String(part).replaceAll(/[&<>"']/g, (mark) => marks[mark] ?? mark)
}
