import { now } from '../clock.ts'
import { isSameDay } from '../ui/time.ts'

/** "today 14:05" needs only the time; another day its date; another year all of it. */
export function momentText(at: string, locale: string): string {
  const [day, today] = [new Date(at), new Date(now())]
  const isNear = isSameDay(day, today)
  return new Intl.DateTimeFormat(locale, {
    ...(isNear ? {} : { month: 'short', day: 'numeric' }),
    ...(day.getFullYear() === today.getFullYear() ? {} : { year: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(day)
}

const two = (figure: number) => String(figure).padStart(2, '0')

/** The day of an instant as a date field wants it, in the reader's own time. */
export function localDay(at: string): string {
  const day = new Date(at)
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
}

/** The same with its time of day, for a field of date and time. */
export function localMoment(at: string): string {
  const day = new Date(at)
  return `${localDay(at)}T${two(day.getHours())}:${two(day.getMinutes())}`
}

/** What such a field holds as an instant; nothing when it is empty or no date. */
export function instantOf(local: string): string | undefined {
  const at = new Date(local)
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}
