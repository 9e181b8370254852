import { Button, Input, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../fields.tsx'
import { parseDays } from './days.ts'

type DayListProps = { label: string; help: string; days: readonly string[]; onChange: (days: string[]) => void }

/** Single days of a calendar: typed or pasted, ranges too. */
export function DayList({ label, help, days, onChange }: DayListProps) {
  const { t } = useTranslation('settings')
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState<string[]>([])
  const add = () => {
    const parsed = parseDays(text)
    onChange([...new Set([...days, ...parsed.days])].sort())
    setWrong(parsed.wrong)
    setText(parsed.wrong.join(' '))
  }
  const error = wrong.length > 0 ? t('site.error.day', { days: wrong.join(' ') }) : undefined
  return (
    <Field label={label} help={help} error={error}>
      {(id) => (
        <>
          <div className="line-edit">
            <Input
              id={id}
              value={text}
              placeholder="2026-10-01~2026-10-07"
              onChange={(event) => setText(event.target.value)}
              onPressEnter={add}
            />
            <Button onClick={add} disabled={text.trim() === ''}>
              {t('site.dayAdd')}
            </Button>
          </div>
          {days.length > 0 && (
            <div className="day-tags">
              {days.map((day) => (
                <Tag
                  key={day}
                  closable={{ 'aria-label': t('site.dayRemove', { day }) }}
                  onClose={(event) => {
                    event.preventDefault()
                    onChange(days.filter((one) => one !== day))
                  }}
                >
                  <time dateTime={day}>{day}</time>
                </Tag>
              ))}
            </div>
          )}
        </>
      )}
    </Field>
  )
}
