export type Values = Readonly<Record<string, string | number | null | undefined>>

const variable = /\{\{([a-z][a-z0-9_]*)\}\}/g

/** Keys of the `{{variables}}` of a template, each once, in order. */
export function variablesOf(template: string): string[] {
  return [...new Set([...template.matchAll(variable)].map((match) => match[1] ?? ''))]
}

const known = (values: Values, key: string): string | undefined => {
  const value = values[key]
  return value === null || value === undefined || value === '' ? undefined : String(value)
}

/** For a person to send: what is known is filled in, the rest stays visible as 【name】 until they replace it. */
export function fillForAgent(template: string, values: Values, nameOf: (key: string) => string = (key) => key): string {
  return template.replace(variable, (_, key: string) => known(values, key) ?? `【${nameOf(key)}】`)
}

// A part ends at 。！？； or at . ! ? ; before a blank; the mark belongs to it.
const parts = /[^。！？；]*?(?:[。！？；]|[.!?;](?=\s|$)|$)\s*/gu
const brackets = /\s*[（(][^（）()]*[）)]/g

/**
 * For an automatic message, which must never show a gap: a bracket with an unknown variable is left out, then every
 * part of a sentence (up to 。！？； or their Latin forms) that still has one. Nothing left gives ''.
 */
export function fillForCustomer(template: string, values: Values): string {
  const isComplete = (text: string) => variablesOf(text).every((key) => known(values, key) !== undefined)
  const lean = template.replace(brackets, (bracket) => (isComplete(bracket) ? bracket : ''))
  const kept: string[] = []
  for (const part of lean.match(parts) ?? []) {
    if (isComplete(part)) kept.push(part)
    else if (kept.length > 0) kept.push(endedLike(kept.pop() ?? '', part))
  }
  const text = kept.join('').trim().replace(/；$/u, '。').replace(/;$/, '.')
  return fillForAgent(text, values)
}

/** "A；" before a dropped "B。" ends as "A。": the sentence closes where it was going to. */
function endedLike(before: string, dropped: string): string {
  const end = /[。！？.!?]\s*$/u.exec(dropped)?.[0]
  return end ? before.replace(/[；;]\s*$/u, end) : before
}
