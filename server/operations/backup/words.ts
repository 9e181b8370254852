/** 2026-11-22T08-15-30Z: a time that may stand in the name of a file. */
export const stamp = (at: Date) => `${at.toISOString().slice(0, 19).replaceAll(':', '-')}Z`

export function size(bytes: number): string {
  if (bytes < 1024 * 1024) return `${Math.ceil(bytes / 1024)} kB`
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

/** 90 -> '90 s', 5400 -> '90 min', two days -> '48 h'. */
export function duration(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`
  return `${Math.round(seconds / 3600)} h`
}
