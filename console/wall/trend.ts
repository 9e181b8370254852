/** Lines of a trend in a box of 100 x 100, the zero at the bottom; hours without a value part them. */
export function trendLines(values: readonly (number | null)[], top: number): string[] {
  const step = values.length > 1 ? 100 / (values.length - 1) : 0
  const lines: string[] = []
  let points: string[] = []
  const close = () => {
    // A lone hour is drawn as a short dash, or it could not be seen.
    if (points.length === 1) points.push(points[0]?.replace(/^[\d.]+/, (x) => round(Number(x) + 1.5)) ?? '')
    if (points.length > 0) lines.push(points.join(' '))
    points = []
  }
  values.forEach((value, hour) => {
    if (value === null) close()
    else points.push(`${round(hour * step)},${round(100 - share(value, top) * 100)}`)
  })
  close()
  return lines
}

/** The highest value shown, the target included, with a little air above. */
export function trendTop(values: readonly (number | null)[], target: number | null): number {
  return Math.max(...values.map((value) => value ?? 0), target ?? 0, Number.EPSILON) * 1.08
}

const share = (value: number, top: number) => Math.min(1, Math.max(0, value / top))
const round = (value: number) => String(Math.round(value * 100) / 100)
