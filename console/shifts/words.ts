import type { Locale } from '../../domain/locale.ts'
import type { ShiftTemplate } from '../../domain/shifts/contract.ts'
import type { Times } from '../../domain/shifts/times.ts'

/** What the centre calls these hours; null for hours of their own. */
export function templateName(times: Times, templates: readonly ShiftTemplate[], locale: Locale): string | null {
  return templates.find(({ from, until }) => from === times.from && until === times.until)?.name[locale] ?? null
}

export const timesText = ({ from, until }: Times) => `${from}–${until}`

const utc = (day: string) => new Date(`${day}T00:00:00Z`)

/** "周三 11/25", "Wed 11/25". */
export function dayTexts(day: string, locale: Locale): { weekday: string; date: string } {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(utc(day))
  return { weekday: format({ weekday: 'short' }), date: format({ month: 'numeric', day: 'numeric' }) }
}

/** "11月23日 – 29日" as the language writes a span of days. */
export function weekText(first: string, last: string, locale: Locale): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).formatRange(utc(first), utc(last))
}
