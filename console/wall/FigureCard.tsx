import { CheckCircleOutlined, InfoCircleOutlined, WarningOutlined } from '@ant-design/icons'
import { Tooltip } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { isOnTarget, metrics } from '../../domain/reports/metrics.ts'
import { smallSample, wilson95 } from '../../domain/reports/statistics.ts'
import type { WallView } from '../../domain/reports/wall.ts'
import { useLocale, useLocalized } from '../i18n/useLocale.ts'
import { figureText, shareText } from './figure-text.ts'
import { Trend } from './Trend.tsx'

type Figure = WallView['figures'][number]

/** One large figure: value, target, today's trend; its formula on hover, on focus and for screen readers. */
export function FigureCard({ figure: { figure, value, n, target, trend } }: { figure: Figure }) {
  const { t } = useTranslation('wall')
  const locale = useLocale()
  const localized = useLocalized()
  const formulaId = useId()
  const { unit, better, formula } = metrics[figure]
  const textOf = (amount: number | null) => figureText(unit, amount, locale, (count) => t('seconds', { count: count }))
  const isMissed = value !== null && target !== null && !isOnTarget({ target, better }, value)
  const interval = unit === 'share' && value !== null && n < smallSample ? wilson95(value * n, n) : null
  const explanation = (
    <>
      {localized(formula)}
      {interval && (
        <span className="figure-interval">
          {t('interval', { low: shareText(interval.low, locale), high: shareText(interval.high, locale) })}
        </span>
      )}
    </>
  )
  return (
    <Tooltip title={explanation} trigger={['hover', 'focus']} placement="bottom">
      <article className="figure" data-missed={isMissed} aria-describedby={formulaId}>
        <h2>
          <button type="button" className="bare" aria-describedby={formulaId}>
            {t(`figure.${figure}`)} <InfoCircleOutlined aria-hidden="true" />
          </button>
        </h2>
        <p className="figure-value figures">
          {value === null && <span className="visually-hidden">{t('noValue')}</span>}
          <FigureText text={textOf(value)} />
        </p>
        <p className="figure-notes figures">
          {value !== null && target !== null && (
            <span className="figure-mark" data-tone={isMissed ? 'due' : 'resolved'}>
              {isMissed ? <WarningOutlined aria-hidden="true" /> : <CheckCircleOutlined aria-hidden="true" />}
              {isMissed ? t('missed') : t('reached')}
            </span>
          )}
          {target !== null && <span>{t(`target.${target === 1 ? 'all' : better}`, { target: textOf(target) })}</span>}
          <span>{t('cases', { count: n })}</span>
        </p>
        <Trend values={trend} target={target} />
        <p id={formulaId} className="visually-hidden">
          {t('formula')} {explanation}
        </p>
      </article>
    </Tooltip>
  )
}

/** The unit of a time in small: from afar the number is what counts. */
function FigureText({ text }: { text: string }) {
  const [amount, unit] = text.split(' ')
  return (
    <span aria-hidden={text === '—'}>
      {amount}
      {unit && <small> {unit}</small>}
    </span>
  )
}
