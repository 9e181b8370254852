import { useTranslation } from 'react-i18next'
import { ratio } from '../../domain/reports/statistics.ts'
import { useLocale } from '../i18n/useLocale.ts'
import { shareText } from '../wall/figure-text.ts'

/** How many gave 5, 4, 3, 2 and 1; the best on top. */
export function Distribution({ scores }: { scores: readonly number[] }) {
  const { t } = useTranslation('satisfaction')
  const locale = useLocale()
  const all = scores.reduce((sum, count) => sum + count, 0)
  return (
    <section className="panel">
      <h2>{t('distribution')}</h2>
      <ol className="score-bars figures">
        {[5, 4, 3, 2, 1].map((score) => {
          const count = scores[score - 1] ?? 0
          const share = ratio(count, all) ?? 0
          return (
            <li key={score}>
              <span>{t('scoreOf', { score })}</span>
              <span className="score-bar" aria-hidden="true">
                <i style={{ width: `${share * 100}%` }} />
              </span>
              <span className="quiet">{t('share', { count, share: shareText(share, locale) })}</span>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
