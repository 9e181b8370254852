import { useTranslation } from 'react-i18next'
import type { DayPlan, PersonPlan, ShiftTemplate } from '../../domain/shifts/contract.ts'
import { useLocale } from '../i18n/useLocale.ts'
import { templateName, timesText } from './words.ts'

type Props = { day: DayPlan; person: PersonPlan; templates: readonly ShiftTemplate[] }

/** The shifts of one person on one day, a day off, or nothing planned. */
export function DayShifts({ day, person, templates }: Props) {
  const { t } = useTranslation('shifts')
  const locale = useLocale()
  const isOff = day.source === 'day' || person.pattern.length > 0
  if (day.times.length === 0) return <span className="shifts-none">{isOff ? t('off') : t('none')}</span>
  return (
    <>
      {day.times.map((times) => (
        <span key={times.from} className="shifts-shift" data-source={day.source}>
          <strong>{templateName(times, templates, locale) ?? t('own')}</strong>
          <span className="figures">{timesText(times)}</span>
        </span>
      ))}
    </>
  )
}
