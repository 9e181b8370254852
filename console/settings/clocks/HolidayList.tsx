import { DeleteOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Holiday } from '../../../domain/clocks/calendars.ts'
import { useLocale } from '../../i18n/useLocale.ts'
import { Field } from '../fields.tsx'
import { parseDays } from '../week/days.ts'
import { type HolidaySpan, holidaySpans, withHolidays } from './holidays.ts'

type HolidayListProps = { holidays: readonly Holiday[]; onChange: (holidays: Holiday[]) => void }

/** Holidays by name, days that follow one another as one line. */
export function HolidayList({ holidays, onChange }: HolidayListProps) {
  const { t } = useTranslation('clocks')
  const spans = holidaySpans(holidays)
  return (
    <Field label={t('holiday.title')} help={t('holiday.help')}>
      {(id) => (
        <>
          <HolidayAdd id={id} onAdd={(name, days) => onChange(withHolidays(holidays, name, days))} />
          <ul className="holiday-list">
            {spans.map((span) => (
              <HolidayRow
                key={span.from}
                span={span}
                onRemove={() => onChange(holidays.filter(({ date }) => date < span.from || date > span.until))}
              />
            ))}
          </ul>
        </>
      )}
    </Field>
  )
}

function HolidayRow({ span: { name, from, until }, onRemove }: { span: HolidaySpan; onRemove: () => void }) {
  const { t } = useTranslation('clocks')
  const locale = useLocale()
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' })
  return (
    <li>
      <strong className="holiday-name ellipsis">{name}</strong>
      <span className="grow">{format.formatRange(new Date(from), new Date(until))}</span>
      <Button
        type="text"
        size="small"
        icon={<DeleteOutlined />}
        aria-label={t('holiday.remove', { name })}
        onClick={onRemove}
      />
    </li>
  )
}

function HolidayAdd({ id, onAdd }: { id: string; onAdd: (name: string, days: string[]) => void }) {
  const { t } = useTranslation('clocks')
  const { t: settings } = useTranslation('settings')
  const [name, setName] = useState('')
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState<string | null>(null)
  const add = () => {
    const { days, wrong } = parseDays(text)
    if (name.trim() === '') return setWrong(t('holiday.nameNeeded'))
    if (wrong.length > 0) return setWrong(settings('site.error.day', { days: wrong.join(' ') }))
    onAdd(name.trim(), days)
    setName('')
    setText('')
    setWrong(null)
  }
  return (
    <>
      <div className="holiday-add">
        <Input
          id={id}
          value={name}
          maxLength={40}
          placeholder={t('holiday.name')}
          aria-label={t('holiday.name')}
          onChange={({ target }) => setName(target.value)}
        />
        <Input
          value={text}
          placeholder="2026-10-01~2026-10-07"
          aria-label={t('holiday.days')}
          onChange={({ target }) => setText(target.value)}
          onPressEnter={add}
        />
        <Button onClick={add} disabled={text.trim() === ''}>
          {t('holiday.add')}
        </Button>
      </div>
      {wrong && (
        <p className="field-error" role="alert">
          {wrong}
        </p>
      )}
    </>
  )
}
