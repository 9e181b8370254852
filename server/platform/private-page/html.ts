/** Made by `html` alone: safe to stand in a page. */
export type Html = { readonly html: string }
type Part = string | number | null | Html | readonly Html[]

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** HTML in which everything that is put in is escaped, unless it was made by this function itself. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { html: strings.map((string, index) => string + textOf(parts[index] ?? null)).join('') }
}

function textOf(part: Part): string {
  if (part === null) return ''
  if (typeof part === 'object') return 'html' in part ? part.html : part.map((one) => one.html).join('')
  // Between tags and inside quoted attributes.
  return String(part).replace(/[&<>"']/g, (sign) => entities[sign] as string)
}
