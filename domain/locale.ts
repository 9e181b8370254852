export const locales = ['zh-CN', 'zh-TW', 'en'] as const
export type Locale = (typeof locales)[number]
export type Localized = Record<Locale, string>

/** Picks the product's language for a browser or header tag: Traditional script and its regions get zh-TW, other Chinese zh-CN, the rest en. */
export function localeOf(tag: string | null | undefined): Locale {
  const lower = (tag ?? '').toLowerCase()
  if (!lower.startsWith('zh')) return 'en'
  return /hant|tw|hk|mo/.test(lower) ? 'zh-TW' : 'zh-CN'
}
