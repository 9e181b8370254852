import type { Locale } from '../../domain/locale.ts'
import type { TicketKey, TicketTexts } from './types.ts'

const files = import.meta.glob<TicketTexts>('../i18n/tickets/*.json', { import: 'default' })

export async function loadTicketTexts(locale: Locale): Promise<TicketTexts> {
  const load = files[`../i18n/tickets/${locale}.json`]
  if (!load) throw new Error(`no texts for ${locale}`)
  return load()
}

export type Say = (key: TicketKey, params?: Record<string, string | number>) => string

export function saying(texts: TicketTexts): Say {
  return (key, params = {}) =>
    texts[key].replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => String(params[name] ?? ''))
}

/** By the customer's own clock; the year only when it is another one. */
export function momentText(at: string, locale: Locale, now = new Date()): string {
  const day = new Date(at)
  const year = day.getFullYear() === now.getFullYear() ? undefined : 'numeric'
  return day.toLocaleString(locale, {
    year,
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
}
