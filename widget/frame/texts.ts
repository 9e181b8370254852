import type { Locale } from '../../domain/locale.ts'
import type Chinese from '../i18n/zh-CN.json'

export type TextKey = keyof typeof Chinese
export type Texts = Record<TextKey, string>
export type Translate = (key: TextKey, params?: Record<string, string | number>) => string

const files = import.meta.glob<Texts>('../i18n/*.json', { import: 'default' })

/** One language is downloaded, not three. */
export async function loadTexts(locale: Locale): Promise<Texts> {
  const load = files[`../i18n/${locale}.json`]
  if (!load) throw new Error(`no texts for ${locale}`)
  return load()
}

export function translator(texts: Texts): Translate {
  return (key, params = {}) =>
    texts[key].replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => String(params[name] ?? ''))
}
