import { CopyOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import type { OpeningHours } from '../../../domain/settings/hours.ts'
import { tidyTime } from './days.ts'

type Week = OpeningHours['week']
type Intervals = Week[1]
const weekdays = [1, 2, 3, 4, 5, 6, 7] as const
const wholeDay: Intervals = [['00:00', '24:00']]
const maxIntervals = 6

type WeekGridProps = { week: Week; isWrong: boolean; onChange: (week: Week) => void }

/** Hours of each day of the week, several intervals a day. */
export function WeekGrid({ week, isWrong, onChange }: WeekGridProps) {
  const { t } = useTranslation('settings')
  return (
    <fieldset className="week">
      <legend>{t('site.week')}</legend>
      {weekdays.map((weekday) => (
        <DayRow
          key={weekday}
          name={t(`weekday.${weekday}`)}
          intervals={week[weekday]}
          onChange={(intervals) => onChange({ ...week, [weekday]: intervals })}
          onCopy={weekday === 1 ? () => onChange(likeMonday(week)) : undefined}
        />
      ))}
      {isWrong && (
        <p className="field-error" role="alert">
          {t('site.error.week')}
        </p>
      )}
    </fieldset>
  )
}

const likeMonday = (week: Week) => ({ ...week, 2: week[1], 3: week[1], 4: week[1], 5: week[1] })

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
