import { readdirSync, readFileSync } from 'node:fs'
import { createInstance } from 'i18next'
import { type Locale, locales } from '../../domain/locale.ts'

const folder = new URL('./i18n/', import.meta.url)

function load(locale: Locale): Record<string, unknown> {
  const files = readdirSync(new URL(`${locale}/`, folder)).filter((name) => name.endsWith('.json'))
  return Object.fromEntries(
    files.map((name) => [name.slice(0, -5), JSON.parse(readFileSync(new URL(`${locale}/${name}`, folder), 'utf8'))]),
  )
}

const i18n = createInstance()
await i18n.init({
  resources: Object.fromEntries(locales.map((locale) => [locale, { translation: load(locale) }])),
  lng: 'zh-CN',
  fallbackLng: false,
  interpolation: { escapeValue: false },
  showSupportNotice: false,
} as Parameters<typeof i18n.init>[0])

/** Text of the server itself: errors, system lines, transcripts, notices. `key` is `<file>.<key>`. */
export function translate(locale: Locale, key: string, params: Record<string, unknown> = {}): string {
  return i18n.t(key, { lng: locale, ...params })
}
