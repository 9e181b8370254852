import { type Bundle, LOCALES, type Locale, type Problem } from './bundles.ts'

const PLURAL = /_(zero|one|two|few|many|other)$/
const VARIABLE = /\{\{-?\s*([\w.]+)[^}]*\}\}|\{(\w+)\}/g

/** The same keys and the same variables in every language; plural forms as each language has them. */
export function checkKeys(bundle: Bundle): Problem[] {
  const plurals = pluralKeys(bundle)
  const wanted = new Set(
    [...bundle.texts.values()].flatMap((texts) => [...texts.keys()].map((key) => stem(key, plurals))),
  )
  return LOCALES.flatMap((locale) => {
    const path = bundle.pattern.replace('{locale}', locale)
    const texts = bundle.texts.get(locale)
    if (!texts) return [{ path, message: 'is missing' }]
    return [...wanted].flatMap((key) => {
      const missing = formsOf(key, locale, plurals).filter((form) => !texts.has(form))
      return missing.map((form) => ({ path, message: `"${form}" is missing` }))
    })
  })
}

export function checkVariables(bundle: Bundle): Problem[] {
  const plurals = pluralKeys(bundle)
  const expected = new Map<string, { locale: Locale; names: string }>()
  return LOCALES.flatMap((locale) =>
    [...(bundle.texts.get(locale) ?? [])].flatMap(([key, text]): Problem[] => {
      // "one message" need not say its count.
      if (plurals.has(stem(key, plurals)) && key.endsWith('_one')) return []
      const names = variables(text)
      const first = expected.get(stem(key, plurals))
      if (!first) expected.set(stem(key, plurals), { locale, names })
      if (!first || first.names === names) return []
      const message = `"${key}" has the variables [${names}], ${first.locale} has [${first.names}]`
      return [{ path: bundle.pattern.replace('{locale}', locale), message }]
    }),
  )
}

/** A key is plural when English has both its forms: `reason_other` alone is only a word. */
function pluralKeys(bundle: Bundle): Set<string> {
  const english = bundle.texts.get('en') ?? new Map<string, string>()
  const singulars = [...english.keys()].filter((key) => key.endsWith('_one')).map((key) => key.replace(PLURAL, ''))
  return new Set(singulars.filter((key) => english.has(`${key}_other`)))
}

function stem(key: string, plurals: Set<string>): string {
  const bare = key.replace(PLURAL, '')
  return plurals.has(bare) ? bare : key
}

function formsOf(key: string, locale: Locale, plurals: Set<string>): string[] {
  if (!plurals.has(key)) return [key]
  return new Intl.PluralRules(locale).resolvedOptions().pluralCategories.map((category) => `${key}_${category}`)
}

function variables(text: string): string {
  return [...new Set([...text.matchAll(VARIABLE)].map((match) => match[1] ?? match[2]))].sort().join(', ')
}
