/** What was typed as a time of day, as `HH:MM`: 8, 8:30, 830, 0830 and 24 (midnight) are understood; null otherwise. */
export function wallTimeOf(typed: string): string | null {
  const digits = typed.trim().replace(/[：.]/, ':')
  const parts = /^(\d{1,2}):?(\d{2})?$/.exec(digits) ?? /^(\d)(\d{2})$/.exec(digits)
  if (!parts) return null
  const hours = Number(parts[1])
  const minutes = Number(parts[2] ?? 0)
  if (hours === 24 && minutes === 0) return '00:00'
  if (hours > 23 || minutes > 59) return null
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`
}
