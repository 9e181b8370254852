/** -5 -> "-0:05", 75 -> "1:15", 3700 -> "1:01:40", two days -> "2d 3h". */
export function secondsText(seconds: number): string {
  const sign = seconds < 0 ? '-' : ''
  const all = Math.abs(seconds)
  const [days, hours, minutes] = [Math.floor(all / 86_400), Math.floor(all / 3600) % 24, Math.floor(all / 60) % 60]
  if (days > 0) return `${sign}${days}d ${hours}h`
  const tail = String(all % 60).padStart(2, '0')
  return hours > 0 ? `${sign}${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${sign}${minutes}:${tail}`
}

/** "now", "3 minutes ago", then the clock time, then the date, as the reader's language writes them. */
export function relativeTime(at: string, now: number, locale: string): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(at)) / 1000))
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' })
  if (seconds < 60) return words.format(0, 'second')
  if (seconds < 3600) return words.format(-Math.floor(seconds / 60), 'minute')
  if (isSameDay(new Date(at), new Date(now))) return clockTime(at, locale)
  if (seconds < 7 * 86_400) return words.format(-Math.max(1, Math.round(seconds / 86_400)), 'day')
  return dateText(at, locale)
}

export function clockTime(at: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at))
}

export function dateText(at: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric' }).format(new Date(at))
}

export function fullTime(at: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(at))
}

export function dayText(at: string, now: number, locale: string): string {
  const [day, today] = [new Date(at), new Date(now)]
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  if (isSameDay(day, today)) return words.format(0, 'day')
  if (isSameDay(day, new Date(now - 86_400_000))) return words.format(-1, 'day')
  return new Intl.DateTimeFormat(locale, { dateStyle: 'full' }).format(day)
}

export function isSameDay(one: Date, other: Date): boolean {
  return one.toDateString() === other.toDateString()
}

export function bytesText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
