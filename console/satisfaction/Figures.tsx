import { InfoCircleOutlined } from '@ant-design/icons'
import { Tooltip } from 'antd'
import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { SatisfactionView } from '../../domain/reports/contract.ts'
import { metrics } from '../../domain/reports/metrics.ts'
import { type Interval, type Share, satisfactionOf } from '../../domain/reports/satisfaction.ts'
import { ratio, smallSample, wilson95 } from '../../domain/reports/statistics.ts'
import { useLocale, useLocalized } from '../i18n/useLocale.ts'
import { useMay } from '../session/session.ts'
import { figureText, shareText } from '../wall/figure-text.ts'

const noSeconds = (count: string) => count

/** The five figures of the period, each with its formula and how many cases it stands on. */
export function Figures({ view: { total, callbacks } }: { view: SatisfactionView }) {
  const { t } = useTranslation('satisfaction')
  const locale = useLocale()
  const localized = useLocalized()
  const mayCall = useMay('callbacks.view')
  const { responseRate, mean, top2 } = satisfactionOf(total)
  const share = ({ value }: Pick<Share, 'value'>) => figureText('share', value, locale, noSeconds)
  const { owed, inTime } = callbacks
  const onTime = ratio(inTime, owed)
  const onTimeInterval = onTime !== null && owed < smallSample ? wilson95(inTime, owed) : null
  return (
    <div className="satisfaction-figures">
      <Figure
        name="top2"
        text={share(top2)}
        n={top2.n}
        formula={localized(metrics.csat_top2.formula)}
        interval={top2.interval}
      />
      <Figure
        name="mean"
        text={figureText('score', mean.value, locale, noSeconds)}
        n={mean.n}
        formula={localized(metrics.csat_mean.formula)}
      />
      <Figure
        name="responseRate"
        text={share(responseRate)}
        n={responseRate.n}
        formula={localized(metrics.response_rate.formula)}
        interval={responseRate.interval}
      />
      <Figure name="low" text={String(total.low)} n={total.answered} formula={t('formula.low')}>
        {mayCall && total.low > 0 && <Link to="/callbacks">{t('toCallbacks')}</Link>}
      </Figure>
      <Figure
        name="callbacks"
        text={share({ value: onTime })}
        n={owed}
        formula={t('formula.callbacks')}
        interval={onTimeInterval}
      />
    </div>
  )
}

type FigureProps = {
  name: 'top2' | 'mean' | 'responseRate' | 'low' | 'callbacks'
  text: string
  n: number
  formula: string
  interval?: Interval | null
  children?: ReactNode
}

function Figure({ name, text, n, formula, interval, children }: FigureProps) {
  const { t } = useTranslation('satisfaction')
  const locale = useLocale()
  const formulaId = useId()
  return (
    <article className="panel satisfaction-figure">
      <h2>
        <Tooltip title={formula} trigger={['hover', 'focus']}>
          <button type="button" className="bare" aria-describedby={formulaId}>
            {t(`figure.${name}`)} <InfoCircleOutlined aria-hidden="true" />
          </button>
        </Tooltip>
      </h2>
      <p className="satisfaction-value figures">{text}</p>
      <p className="quiet figures">
        {t('cases', { count: n })} {children}
      </p>
      {interval && (
        <p className="quiet figures">
          {t('interval', { low: shareText(interval.low, locale), high: shareText(interval.high, locale) })}
        </p>
      )}
      <p id={formulaId} className="visually-hidden">
        {t('formulaLabel')}
        {formula}
      </p>
    </article>
  )
}
