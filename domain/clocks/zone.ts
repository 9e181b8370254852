const minuteMs = 60_000
const dayMs = 86_400_000

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formats.set(timeZone, made)
  return made
}

export function isTimeZone(name: string): boolean {
  try {
    formatOf(name)
    return /^[A-Za-z]/.test(name)
  } catch {
    return false
  }
}

/** The wall clock of a zone at an instant, as if it were UTC (milliseconds). */
function wallTime(timeZone: string, instant: number): number {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) + (((instant % 1000) + 1000) % 1000)
}

const offsetAt = (timeZone: string, instant: number) => wallTime(timeZone, instant) - instant

/** Midnight that begins the local day of an instant, as if it were UTC. */
export function localDayOf(timeZone: string, instant: Date): number {
  const wall = wallTime(timeZone, instant.getTime())
  return wall - (((wall % dayMs) + dayMs) % dayMs)
}

/**
 * The first instant at which the zone's wall clock shows `wall` (milliseconds as if UTC) or later: a time that daylight
 * saving skips is the moment of the skip, a time that comes twice is its first coming.
 */
export function instantOf(timeZone: string, wall: number): number {
  const before = offsetAt(timeZone, wall - dayMs)
  const after = offsetAt(timeZone, wall + dayMs)
  const early = wall - Math.max(before, after)
  const late = wall - Math.min(before, after)
  if (offsetAt(timeZone, early) === wall - early) return early
  if (offsetAt(timeZone, late) === wall - late) return late
  return firstMinute(early, late, (instant) => offsetAt(timeZone, instant) === after)
}

function firstMinute(low: number, high: number, holds: (instant: number) => boolean): number {
  let [from, until] = [low, high]
  while (until - from > minuteMs) {
    const middle = from + Math.floor((until - from) / 2 / minuteMs) * minuteMs
    if (holds(middle)) until = middle
    else from = middle
  }
  return until
}
