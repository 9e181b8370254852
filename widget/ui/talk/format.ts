import type { Locale } from '../../../domain/locale.ts'
import type { Translate } from '../../frame/texts.ts'

export const clockTime = (at: string, locale: Locale) =>
  new Date(at).toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

/** The visitor's own calendar day, as a key to compare. */
export const dayOf = (at: string) => new Date(at).toDateString()

export function dayName(at: string, now: Date, { t, locale }: { t: Translate; locale: Locale }): string {
  const yesterday = new Date(now)
  yesterday.setDate(now.getDate() - 1)
  if (dayOf(at) === now.toDateString()) return t('log.today')
  if (dayOf(at) === yesterday.toDateString()) return t('log.yesterday')
  return new Date(at).toLocaleDateString(locale, { month: 'long', day: 'numeric', weekday: 'short' })
}
