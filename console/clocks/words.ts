import { useTranslation } from 'react-i18next'
import type { ClockReason } from '../../domain/clocks/contract.ts'
import type { PolicyConditions } from '../../domain/clocks/policies.ts'
import { useLocale, useLocalized } from '../i18n/useLocale.ts'
import { useCategories } from '../settings/categories/queries.ts'

/** "2 小时", "30 分钟", "15 天": whole units, days only where they are longer than three. */
export function useDuration(): (minutes: number) => string {
  const locale = useLocale()
  const format = (value: number, unit: 'minute' | 'hour' | 'day') =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(value)
  return (minutes) => {
    if (minutes % 1440 === 0 && minutes >= 3 * 1440) return format(minutes / 1440, 'day')
    if (minutes < 60) return format(minutes, 'minute')
    const hours = format(Math.floor(minutes / 60), 'hour')
    return minutes % 60 === 0 ? hours : `${hours} ${format(minutes % 60, 'minute')}`
  }
}

/** What a service level looks at, in words: "紧急 · 投诉 · 电话"; empty when it takes whatever comes. */
export function useConditions(groupNames?: ReadonlyMap<string, string>): (conditions: PolicyConditions) => string {
  const { t } = useTranslation('clocks')
  const localized = useLocalized()
  const categories = useCategories().data?.items
  const nameOf = (key: string) => {
    const found = categories?.find((one) => one.key === key)
    return found ? localized(found.name) : key
  }
  return ({ urgency, category, channel, customerLevel, groupId }) =>
    [
      urgency && t(`urgency.${urgency}`),
      category && nameOf(category),
      channel && t(`channel.${channel}`, { defaultValue: channel }),
      customerLevel && t('levelIs', { level: customerLevel }),
      groupId && (groupNames?.get(groupId) ?? t('aGroup')),
    ]
      .filter(Boolean)
      .join(' · ')
}

/** Why a clock runs as long as it does, in one sentence: for hovers on tickets and for the preview. */
export function useReason(groupNames?: ReadonlyMap<string, string>): (why: ClockReason) => string {
  const { t } = useTranslation('clocks')
  const duration = useDuration()
  const conditions = useConditions(groupNames)
  const localized = useLocalized()
  return (why) => {
    const target = duration(why.targetMinutes)
    const calendar = why.calendar ? localized(why.calendar.name) : ''
    return t(`reason.${why.time}`, { who: conditions(why.conditions) || t('everything'), target, calendar })
  }
}
