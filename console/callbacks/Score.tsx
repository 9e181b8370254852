import { StarFilled } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'

/** The score that called for the call, and what the customer made of it since. */
export function Score({ score, now }: { score: number; now: number | null }) {
  const { t } = useTranslation('callbacks')
  const text = t('score', { score })
  return (
    <span className="callback-score figures" title={text}>
      <StarFilled aria-hidden="true" />
      <span className="visually-hidden">{text}</span>
      <span aria-hidden="true">{score}</span>
      {now !== null && now !== score && <span className="quiet">{t('scoreNow', { score: now })}</span>}
    </span>
  )
}
