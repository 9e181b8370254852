const pattern = /^(\d{4}-\d{2}-\d{2})(?:(?:~|～|\.\.|至|to)(\d{4}-\d{2}-\d{2}))?$/
const dayMs = 86_400_000
const longestRange = 60

/** Dates and ranges as people paste them, `2026-10-01~2026-10-07, 2026-12-25`; what is none comes back in `wrong`. */
export function parseDays(text: string): { days: string[]; wrong: string[] } {
  const days: string[] = []
  const wrong: string[] = []
  for (const part of text.split(/[\s,，、;；]+/).filter(Boolean)) {
    const found = rangeOf(part)
    if (found) days.push(...found)
    else wrong.push(part)
  }
  return { days: [...new Set(days)].sort(), wrong }
}

function rangeOf(part: string): string[] | null {
  const [, from = '', until = from] = pattern.exec(part) ?? []
  if (!isDay(from) || !isDay(until)) return null
  const [first, last] = [Date.parse(from), Date.parse(until)]
  const length = (last - first) / dayMs + 1
  if (length < 1 || length > longestRange) return null
  return Array.from({ length }, (_, index) => new Date(first + index * dayMs).toISOString().slice(0, 10))
}

function isDay(text: string): boolean {
  const at = Date.parse(text)
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(text)
}

/** "9" -> "09:00", "9：5" -> "09:05"; what is no time stays as typed. */
export function tidyTime(text: string): string {
  const [, hour = '', minute = '0'] = /^\s*(\d{1,2})(?:\s*[:：.]\s*(\d{1,2}))?\s*$/.exec(text) ?? []
  if (hour === '' || Number(hour) > 24 || Number(minute) > 59) return text
  return `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`
}
