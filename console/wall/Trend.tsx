import { trendLines, trendTop } from './trend.ts'

type TrendProps = { values: readonly (number | null)[]; target: number | null }

/** Today hour by hour; the dashed line is the target. The figure beside it says the same in words. */
export function Trend({ values, target }: TrendProps) {
  const top = trendTop(values, target)
  const level = target === null ? null : 100 - (target / top) * 100
  return (
    <svg className="trend" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
      <line className="trend-zero" x1="0" x2="100" y1="100" y2="100" />
      {level !== null && <line className="trend-target" x1="0" x2="100" y1={level} y2={level} />}
      {trendLines(values, top).map((points) => (
        <polyline key={points} className="trend-line" points={points} />
      ))}
    </svg>
  )
}
