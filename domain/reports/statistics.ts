/** Statistics of domain/metrics, general rules. `null` stands for n/a: nothing to divide by is neither 0 nor 100 %. */

/** Rule (a). */
export function ratio(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null
}

/** Rule (d): quantile type 7, linear between the two nearest order statistics; `p` from 0 to 1. */
export function quantile(values: readonly number[], p: number): number | null {
  if (values.length === 0) return null
  const sorted = Float64Array.from(values).sort()
  const place = (sorted.length - 1) * p
  const below = Math.floor(place)
  const lower = sorted[below] as number
  const upper = sorted[Math.min(below + 1, sorted.length - 1)] as number
  return lower + (upper - lower) * (place - below)
}

/** Rule (e): the 95 % Wilson interval of a share, shown with small samples. */
export function wilson95(successes: number, n: number): { low: number; high: number } | null {
  if (n <= 0) return null
  const z = 1.959963984540054
  const p = successes / n
  const centre = p + (z * z) / (2 * n)
  const spread = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))
  const scale = 1 + (z * z) / n
  return { low: Math.max(0, (centre - spread) / scale), high: Math.min(1, (centre + spread) / scale) }
}

export const smallSample = 30
