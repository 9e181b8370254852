import type { Locale } from '../locale.ts'

type Reader = { locale: Locale; timeZone: string; now: Date }

/** The params of a notice as its sentence says them: an instant by the reader's clock on the wall, with the day when it is not today. */
export function wordsOf(params: Record<string, string>, reader: Reader): Record<string, string> {
  const { time } = params
  const at = time === undefined ? Number.NaN : Date.parse(time)
  return Number.isNaN(at) ? params : { ...params, time: timeWords(new Date(at), reader) }
}

function timeWords(at: Date, { locale, timeZone, now }: Reader): string {
  const day = (one: Date) => new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(one)
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone } as const
  const date = day(at) === day(now) ? {} : ({ month: 'short', day: 'numeric' } as const)
  return new Intl.DateTimeFormat(locale, { ...date, ...clock }).format(at)
}
