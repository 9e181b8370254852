import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { type Locale, localeOf, locales } from '../../domain/locale.ts'

type Texts = Record<string, unknown>
const files = import.meta.glob<Texts>('./locales/*/*.json', { import: 'default' })
const stored = 'shouwen.locale'

/** What was chosen on this machine, else what the browser speaks. */
export function firstLocale(): Locale {
  const chosen = localStorage.getItem(stored)
  return locales.find((locale) => locale === chosen) ?? localeOf(navigator.language)
}

export async function startTexts(): Promise<void> {
  const locale = firstLocale()
  await i18next.use(initReactI18next).init({
    lng: locale,
    fallbackLng: false,
    defaultNS: 'ui',
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  await loadTexts(locale)
}

export async function speak(locale: Locale): Promise<void> {
  await loadTexts(locale)
  localStorage.setItem(stored, locale)
  await i18next.changeLanguage(locale)
}

export function currentLocale(): Locale {
  return locales.find((locale) => locale === i18next.language) ?? 'en'
}

/** A namespace per area: `locales/<locale>/<area>.json`. */
async function loadTexts(locale: Locale): Promise<void> {
  const wanted = Object.entries(files).filter(([path]) => path.startsWith(`./locales/${locale}/`))
  const loaded = await Promise.all(wanted.map(async ([path, load]) => [areaOf(path), await load()] as const))
  for (const [area, texts] of loaded) i18next.addResourceBundle(locale, area, texts, true, true)
}

function areaOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1, -'.json'.length)
}
