import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { isOpenAt, nextOpening } from '../../../domain/clocks/calendar.ts'
import { type OpeningHours, openingHours } from '../../../domain/settings/hours.ts'
import { useLocale } from '../../i18n/useLocale.ts'
import { StatusTag } from '../../ui/Chip.tsx'
import { useEveryMinute } from '../../ui/useNow.ts'
import { Field, Section } from '../fields.tsx'
import { TimeZoneSelect } from '../TimeZoneSelect.tsx'
import { DayList } from '../week/DayList.tsx'
import { WeekGrid } from '../week/WeekGrid.tsx'
import type { Draft } from './draft.ts'

export function HoursSection({ draft: { settings, set } }: { draft: Draft }) {
  const { t } = useTranslation('settings')
  const { hours } = settings
  const change = (part: Partial<OpeningHours>) => set({ hours: { ...hours, ...part } })
  const checked = openingHours.safeParse(hours)
  const isWeekWrong = checked.error?.issues.some((issue) => issue.path[0] === 'week') ?? false
  return (
    <Section title={t('site.hours')} hint={t('site.hoursHint')}>
      <Field label={t('site.timeZone')}>
        {(id) => <TimeZoneSelect id={id} value={hours.timeZone} onChange={(timeZone) => change({ timeZone })} />}
      </Field>
      <WeekGrid week={hours.week} isWrong={isWeekWrong} onChange={(week) => change({ week })} />
      <DayList
        label={t('site.holidays')}
        help={t('site.holidaysHelp')}
        days={hours.holidays}
        onChange={(holidays) => change({ holidays })}
      />
      <DayList
        label={t('site.makeUpDays')}
        help={t('site.makeUpDaysHelp')}
        days={hours.makeUpDays}
        onChange={(makeUpDays) => change({ makeUpDays })}
      />
      {checked.success && <OpenNow hours={checked.data} />}
    </Section>
  )
}

function OpenNow({ hours }: { hours: OpeningHours }) {
  const { t } = useTranslation('settings')
  const locale = useLocale()
  const minute = useEveryMinute()
  const { isOpen, next } = useMemo(() => {
    const at = new Date(minute)
    return { isOpen: isOpenAt(hours, at), next: nextOpening(hours, at) }
  }, [hours, minute])
  if (isOpen) return <StatusTag tone="resolved">{t('sites.openNow')}</StatusTag>
  if (!next) return <StatusTag tone="due">{t('site.neverOpens')}</StatusTag>
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short', timeZone: hours.timeZone })
  return <StatusTag tone="normal">{t('site.opensAt', { time: format.format(next) })}</StatusTag>
}
