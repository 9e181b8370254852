import { useTranslation } from 'react-i18next'
import { type Locale, type Localized, locales } from '../../domain/locale.ts'

export function useLocale(): Locale {
  const { i18n } = useTranslation()
  return locales.find((locale) => locale === i18n.language) ?? 'en'
}

/** Picks the reader's language out of a text that was written in three. */
export function useLocalized(): (text: Localized) => string {
  const locale = useLocale()
  return (text) => text[locale] || text['zh-CN'] || text.en
}
