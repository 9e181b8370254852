import { CopyOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input, Select, Switch } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { isOpenAt, nextOpening } from '../../../domain/clocks/calendar.ts'
import { type OpeningHours, openingHours } from '../../../domain/settings/hours.ts'
import { useLocale } from '../../i18n/useLocale.ts'
import { StatusTag } from '../../ui/Chip.tsx'
import { useEveryMinute } from '../../ui/useNow.ts'
import { Field, Section } from '../fields.tsx'
import { DayList } from './DayList.tsx'
import { tidyTime } from './days.ts'
import type { Draft } from './draft.ts'

type Intervals = OpeningHours['week'][1]
const weekdays = [1, 2, 3, 4, 5, 6, 7] as const
const wholeDay: Intervals = [['00:00', '24:00']]
const maxIntervals = 6

export function HoursSection({ draft: { settings, set } }: { draft: Draft }) {
  const { t } = useTranslation('settings')
  const { hours } = settings
  const change = (part: Partial<OpeningHours>) => set({ hours: { ...hours, ...part } })
  const setDay = (weekday: keyof OpeningHours['week'], intervals: Intervals) =>
    change({ week: { ...hours.week, [weekday]: intervals } })
  const checked = openingHours.safeParse(hours)
  const isWeekWrong = checked.error?.issues.some((issue) => issue.path[0] === 'week') ?? false
  return (
    <Section title={t('site.hours')} hint={t('site.hoursHint')}>
      <Field label={t('site.timeZone')}>
        {(id) => (
          <Select
            id={id}
            showSearch
            value={hours.timeZone}
            onChange={(timeZone) => change({ timeZone })}
            options={timeZones(hours.timeZone)}
          />
        )}
      </Field>
      <fieldset className="week">
        <legend>{t('site.week')}</legend>
        {weekdays.map((weekday) => (
          <DayRow
            key={weekday}
            name={t(`weekday.${weekday}`)}
            intervals={hours.week[weekday]}
            onChange={(intervals) => setDay(weekday, intervals)}
            onCopy={weekday === 1 ? () => change({ week: likeMonday(hours.week) }) : undefined}
          />
        ))}
        {isWeekWrong && (
          <p className="field-error" role="alert">
            {t('site.error.week')}
          </p>
        )}
      </fieldset>
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

const likeMonday = (week: OpeningHours['week']) => ({ ...week, 2: week[1], 3: week[1], 4: week[1], 5: week[1] })

function timeZones(current: string) {
  const known = Intl.supportedValuesOf('timeZone')
  const all = known.includes(current) ? known : [current, ...known]
  return all.map((value) => ({ value, label: value.replaceAll('_', ' ') }))
}

type DayRowProps = { name: string; intervals: Intervals; onChange: (intervals: Intervals) => void; onCopy?: () => void }

function DayRow({ name, intervals, onChange, onCopy }: DayRowProps) {
  const { t } = useTranslation('settings')
  const isWhole = intervals.length === 1 && intervals[0]?.[0] === '00:00' && intervals[0]?.[1] === '24:00'
  const put = (at: number, side: 0 | 1, text: string) =>
    onChange(intervals.map((one, index) => (index === at ? (side === 0 ? [text, one[1]] : [one[0], text]) : one)))
  return (
    <div className="week-day">
      <strong>{name}</strong>
      <div className="intervals">
        {intervals.length === 0 && <span className="quiet">{t('site.closedDay')}</span>}
        {isWhole ? (
          <span>{t('site.wholeDay')}</span>
        ) : (
          intervals.map(([from, until], index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an interval is its place; it has no other identity
            <span className="interval" key={index}>
              <TimeInput label={t('site.opens', { day: name })} value={from} onChange={(text) => put(index, 0, text)} />
              <span aria-hidden="true">–</span>
              <TimeInput
                label={t('site.closes', { day: name })}
                value={until}
                onChange={(text) => put(index, 1, text)}
              />
              <Button
                type="text"
                size="small"
                icon={<DeleteOutlined />}
                aria-label={t('site.intervalRemove', { day: name })}
                onClick={() => onChange(intervals.toSpliced(index, 1))}
              />
            </span>
          ))
        )}
        {!isWhole && intervals.length < maxIntervals && (
          <Button
            type="text"
            size="small"
            icon={<PlusOutlined />}
            aria-label={t('site.intervalAdd', { day: name })}
            onClick={() => onChange([...intervals, intervals.length === 0 ? ['09:00', '18:00'] : ['', '']])}
          />
        )}
      </div>
      {onCopy && (
        <Button type="text" size="small" icon={<CopyOutlined />} onClick={onCopy}>
          {t('site.likeMonday')}
        </Button>
      )}
      <span className="whole-day">
        <Switch
          aria-label={t('site.wholeDayOf', { day: name })}
          size="small"
          checked={isWhole}
          onChange={(isOn) => onChange(isOn ? wholeDay : [['09:00', '18:00']])}
        />
        {t('site.wholeDay')}
      </span>
    </div>
  )
}

function TimeInput({ label, value, onChange }: { label: string; value: string; onChange: (text: string) => void }) {
  const isWrong = !/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(value)
  return (
    <Input
      className="time-input"
      aria-label={label}
      value={value}
      maxLength={5}
      placeholder="09:00"
      status={isWrong ? 'error' : undefined}
      onChange={(event) => onChange(event.target.value)}
      onBlur={() => onChange(tidyTime(value))}
    />
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
