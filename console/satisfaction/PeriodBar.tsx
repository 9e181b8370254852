import { Input, Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { daysIn, type Grain, grains, longestDays } from '../../domain/reports/satisfaction.ts'
import { type Preset, periodOf, presets } from './period.ts'
import type { Period } from './queries.ts'

type PeriodBarProps = {
  period: Period
  today: string
  grain: Grain
  onPeriod: (period: Period) => void
  onGrain: (grain: Grain) => void
}

/** A usual period by one choice, any other by two dates; the browser's own picker works on a phone and by keyboard. */
export function PeriodBar({ period, today, grain, onPeriod, onGrain }: PeriodBarProps) {
  const { t } = useTranslation('satisfaction')
  const preset = presets.find((one) => {
    const { from, to } = periodOf(one, today)
    return from === period.from && to === period.to
  })
  const change = (next: Period) => {
    const days = daysIn(next.from, next.to)
    if (days >= 1 && days <= longestDays) onPeriod(next)
  }
  return (
    <div className="satisfaction-bar">
      <Select<Preset | null>
        aria-label={t('period')}
        className="satisfaction-preset"
        value={preset ?? null}
        placeholder={t('period')}
        options={presets.map((value) => ({ value, label: t(`preset.${value}`) }))}
        onChange={(next) => next && onPeriod(periodOf(next, today))}
      />
      <span className="satisfaction-dates">
        <Input
          type="date"
          aria-label={`${t('period')} 1`}
          value={period.from}
          max={period.to}
          onChange={({ target }) => target.value && change({ ...period, from: target.value })}
        />
        <span aria-hidden="true">–</span>
        <Input
          type="date"
          aria-label={`${t('period')} 2`}
          value={period.to}
          min={period.from}
          max={today}
          onChange={({ target }) => target.value && change({ ...period, to: target.value })}
        />
      </span>
      <Segmented
        aria-label={t('grain')}
        value={grain}
        onChange={onGrain}
        options={grains.map((value) => ({ value, label: t(`grains.${value}`) }))}
      />
    </div>
  )
}
