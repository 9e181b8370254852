import { Input, InputNumber, Select, Space } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { remindersOf, urgencies } from '../../../domain/clocks/policies.ts'
import { useLocalized } from '../../i18n/useLocale.ts'
import { Field } from '../fields.tsx'
import type { DraftProps } from './draft.ts'
import { useCalendars } from './queries.ts'

const units = { minute: 1, hour: 60, day: 1440 } as const
type Unit = keyof typeof units
const unitOf = (minutes: number): Unit =>
  minutes % 1440 === 0 && minutes >= 3 * 1440 ? 'day' : minutes % 60 === 0 ? 'hour' : 'minute'

/** A number and its unit; kept in minutes. */
export function TargetField({ draft, onChange }: DraftProps) {
  const { t } = useTranslation('clocks')
  const [unit, setUnit] = useState(() => unitOf(draft.targetMinutes))
  const isWrong = !(draft.targetMinutes >= 1 && draft.targetMinutes <= 366 * 1440)
  const amount = draft.targetMinutes / units[unit]
  return (
    <Field label={t('field.target')} error={isWrong ? t('field.targetWrong') : undefined}>
      {(id) => (
        <Space.Compact>
          <InputNumber
            id={id}
            className="level-amount"
            value={amount}
            min={0}
            onChange={(value) => onChange({ targetMinutes: Math.round(Number(value ?? 0) * units[unit]) })}
          />
          <Select
            className="level-unit"
            value={unit}
            aria-label={t('field.target')}
            options={(Object.keys(units) as Unit[]).map((one) => ({ value: one, label: t(`unit.${one}`) }))}
            onChange={(next) => {
              setUnit(next)
              onChange({ targetMinutes: Math.round(amount * units[next]) })
            }}
          />
        </Space.Compact>
      )}
    </Field>
  )
}

const plain = 'plain'

export function TimedInField({ draft, onChange }: DraftProps) {
  const { t } = useTranslation('clocks')
  const localized = useLocalized()
  const calendars = useCalendars().data ?? []
  const options = [
    { value: plain, label: t('field.plainTime') },
    ...calendars.map(({ id, name }) => ({ value: id, label: localized(name) })),
  ]
  return (
    <Field label={t('field.calendar')} help={t('field.calendarHelp')}>
      {(id) => (
        <Select
          id={id}
          value={draft.calendarId ?? plain}
          options={options}
          onChange={(value) => onChange({ calendarId: value === plain ? null : value })}
        />
      )}
    </Field>
  )
}

type Choice = 'byUrgency' | 'none' | 'own'
const choices: Choice[] = ['byUrgency', 'none', 'own']

export function RemindersField({ draft: { reminders }, onChange }: DraftProps) {
  const { t } = useTranslation('clocks')
  const [text, setText] = useState(() => reminders?.join(', ') ?? '')
  const [choice, setChoice] = useState<Choice>(() => choiceOf(reminders))
  const isWrong = choice === 'own' && (reminders ?? []).some((one) => !Number.isInteger(one) || one < 1 || one > 99)
  const choose = (next: Choice) => {
    setChoice(next)
    onChange({ reminders: next === 'byUrgency' ? null : next === 'none' ? [] : percentsOf(text) })
  }
  const write = (written: string) => {
    setText(written)
    onChange({ reminders: percentsOf(written) })
  }
  return (
    <>
      <Field
        label={t('field.reminders')}
        help={choice === 'byUrgency' ? t('remindChoice.help', byUrgency(t('join'))) : undefined}
      >
        {(id) => (
          <Select
            id={id}
            value={choice}
            options={choices.map((one) => ({ value: one, label: t(`remindChoice.${one}`) }))}
            onChange={choose}
          />
        )}
      </Field>
      {choice === 'own' && (
        <Field
          label={t('field.percents')}
          help={t('field.percentsHelp')}
          error={isWrong || (reminders?.length ?? 0) > 5 ? t('field.percentsWrong') : undefined}
        >
          {(id) => <Input id={id} value={text} placeholder="50, 80" onChange={({ target }) => write(target.value)} />}
        </Field>
      )}
    </>
  )
}

function choiceOf(reminders: readonly number[] | null): Choice {
  if (reminders === null) return 'byUrgency'
  return reminders.length === 0 ? 'none' : 'own'
}

/** "50%、80%" for each urgency. */
const byUrgency = (join: string) =>
  Object.fromEntries(urgencies.map((one) => [one, remindersOf[one].map((percent) => `${percent}%`).join(join)]))

const percentsOf = (text: string) =>
  text
    .split(/[\s,，、;；%％]+/)
    .filter(Boolean)
    .map(Number)
