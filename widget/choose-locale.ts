import { type Locale, localeOf, locales } from '../domain/locale.ts'

/** The shop's explicit choice, else the language of its page, else of the browser. An unknown tag counts as not given. */
export function chooseLocale(
  explicit: string | null | undefined,
  pageLang: string,
  browser: readonly string[],
): Locale {
  if (locales.includes(explicit as Locale)) return explicit as Locale
  const tag = [explicit, pageLang, ...browser].find((one) => one && /^(zh|en)\b/i.test(one))
  return localeOf(tag)
}
