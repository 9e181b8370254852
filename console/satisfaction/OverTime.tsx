import { Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import type { SatisfactionView } from '../../domain/reports/contract.ts'
import { type Grain, satisfactionOf } from '../../domain/reports/satisfaction.ts'
import { useLocale } from '../i18n/useLocale.ts'
import { figureText } from '../wall/figure-text.ts'
import { trendLines } from '../wall/trend.ts'
import { partNamer } from './cuts.ts'

/** The share of 4 and 5 as a line over the ratings as bars; each part says its figures on hover and in the table below. */
export function OverTime({ view: { overTime }, grain }: { view: SatisfactionView; grain: Grain }) {
  const { t } = useTranslation('satisfaction')
  const locale = useLocale()
  const nameOf = partNamer(grain, locale, (day) => t('weekOf', { day }))
  const parts = overTime.map((part) => ({ ...part, name: nameOf(part.at), top2: satisfactionOf(part).top2.value }))
  const most = Math.max(1, ...parts.map(({ answered }) => answered))
  // A bar stands in the middle of its part, and so does the point of the line.
  const inset = parts.length > 0 ? 50 / parts.length : 0
  const lines = trendLines(
    parts.map(({ top2 }) => top2),
    1,
  )
  const wanted = Math.max(1, Math.ceil(parts.length / 8))
  return (
    <section className="panel satisfaction-chart" aria-label={t('chart')}>
      <h2>{t('overTime')}</h2>
      <div className="chart-legend quiet" aria-hidden="true">
        <span className="chart-key" data-kind="line" /> {t('figure.top2')}
        <span className="chart-key" data-kind="bar" /> {t('column.answered')}
      </div>
      <div className="chart">
        <div className="chart-axis quiet figures" aria-hidden="true">
          <span>100%</span>
          <span>50%</span>
          <span>0%</span>
        </div>
        <div className="chart-plot">
          <svg className="chart-lines" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
            {[0, 50, 100].map((y) => (
              <line key={y} className="trend-zero" x1="0" x2="100" y1={y} y2={y} />
            ))}
            <g transform={`translate(${inset} 0) scale(${1 - (2 * inset) / 100} 1)`}>
              {lines.map((points) => (
                <polyline key={points} className="chart-line" points={points} />
              ))}
            </g>
          </svg>
          <ol className="chart-bars">
            {parts.map(({ at, name, answered, top2, low }) => (
              <Tooltip
                key={at}
                title={`${name}  ${t('figure.top2')} ${figureText('share', top2, locale, String)}  ${t('column.answered')} ${answered}  ${t('column.low')} ${low}`}
              >
                <li>
                  <i style={{ height: `${(answered / most) * 40}%` }} />
                </li>
              </Tooltip>
            ))}
          </ol>
        </div>
        <ol className="chart-names quiet figures" aria-hidden="true">
          {parts.map(({ at, name }, index) => (
            <li key={at}>{index % wanted === 0 ? name : ''}</li>
          ))}
        </ol>
      </div>
    </section>
  )
}
