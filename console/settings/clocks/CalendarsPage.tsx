import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CalendarView } from '../../../domain/clocks/contract.ts'
import { hoursText } from '../../../domain/settings/hours-text.ts'
import { useLocale, useLocalized } from '../../i18n/useLocale.ts'
import { StatusTag } from '../../ui/Chip.tsx'
import { ErrorState, PageHeader, Skeletons } from '../../ui/states.tsx'
import { useMayChange } from '../rights.ts'
import { CalendarDrawer } from './CalendarDrawer.tsx'
import { useCalendars } from './queries.ts'
import './clocks.css'
import '../sites/sites.css'

export function CalendarsPage() {
  const { t } = useTranslation('clocks')
  const calendars = useCalendars()
  const mayChange = useMayChange()
  const [edited, setEdited] = useState<CalendarView | 'new' | null>(null)
  const add = mayChange && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setEdited('new')}>
      {t('calendars.add')}
    </Button>
  )
  return (
    <div className="page">
      <PageHeader title={t('calendars.title')} hint={t('calendars.hint')} actions={add} />
      {calendars.isPending && <Skeletons rows={3} />}
      {calendars.isError && <ErrorState error={calendars.error} retry={() => void calendars.refetch()} />}
      <ul className="calendar-cards">
        {calendars.data?.map((calendar) => (
          <li key={calendar.id}>
            <CalendarCard calendar={calendar} onOpen={() => setEdited(calendar)} />
          </li>
        ))}
      </ul>
      {edited && <CalendarDrawer calendar={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </div>
  )
}

function CalendarCard({ calendar, onOpen }: { calendar: CalendarView; onOpen: () => void }) {
  const { t } = useTranslation('clocks')
  const locale = useLocale()
  const localized = useLocalized()
  const { name, timeZone, week, holidays, makeUpDays, usedBy, shipped } = calendar
  const hours = { timeZone, week, makeUpDays, holidays: holidays.map(({ date }) => date) }
  const days = [
    holidays.length > 0 && t('calendars.holidays', { count: holidays.length }),
    makeUpDays.length > 0 && t('calendars.makeUpDays', { count: makeUpDays.length }),
  ].filter(Boolean)
  return (
    <button type="button" className="calendar-card" onClick={onOpen}>
      <span className="grow">
        <strong>{localized(name)}</strong>
        <span>{hoursText(hours, locale)}</span>
        <span className="quiet">{[timeZone.replaceAll('_', ' '), ...days].join(' · ')}</span>
      </span>
      {shipped && <StatusTag tone="normal">{t('calendars.shipped')}</StatusTag>}
      <StatusTag tone={usedBy > 0 ? 'accent' : 'normal'}>
        {usedBy > 0 ? t('calendars.usedBy', { count: usedBy }) : t('calendars.unused')}
      </StatusTag>
    </button>
  )
}
