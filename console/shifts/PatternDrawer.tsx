import { Button, Drawer, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type PersonPlan, planPattern, type ShiftTemplate } from '../../domain/shifts/contract.ts'
import { addDays, isTooLong, type Times } from '../../domain/shifts/times.ts'
import { useLocale } from '../i18n/useLocale.ts'
import { usePlan } from './queries.ts'
import { TimesFields } from './TimesFields.tsx'
import { dayTexts, timesText } from './words.ts'

type Props = { person: PersonPlan; templates: readonly ShiftTemplate[]; onClose: () => void }
type Days = Partial<Record<number, Times>>

const weekdays = [1, 2, 3, 4, 5, 6, 7]
/** Some Monday, to ask the language for its names of weekdays. */
const monday = '2026-01-05'

/** What a person works every week; days planned by themselves go before it. */
export function PatternDrawer({ person, templates, onClose }: Props) {
  const { t } = useTranslation('shifts')
  const { t: ui } = useTranslation('ui')
  const plan = usePlan(planPattern)
  const [days, setDays] = useState<Days>(() =>
    Object.fromEntries(person.pattern.map(({ weekday, from, until }) => [weekday, { from, until }])),
  )
  const isWrong = Object.values(days).some(
    (times) => times && (times.from === '' || times.until === '' || isTooLong(times)),
  )
  const keep = async () => {
    const wanted = weekdays.flatMap((weekday) => {
      const times = days[weekday]
      return times ? { weekday, ...times } : []
    })
    const done = await plan.mutateAsync({ id: person.staff.id, days: wanted }).catch(() => null)
    if (done) onClose()
  }
  return (
    <Drawer
      open
      size={520}
      title={t('pattern.of', { name: person.staff.name })}
      onClose={onClose}
      footer={
        <div className="shifts-footer">
          <Button onClick={onClose}>{ui('cancel')}</Button>
          <Button type="primary" disabled={isWrong} loading={plan.isPending} onClick={() => void keep()}>
            {ui('save')}
          </Button>
        </div>
      }
    >
      <p className="quiet">{t('pattern.hint')}</p>
      {weekdays.map((weekday) => (
        <Weekday
          key={weekday}
          weekday={weekday}
          times={days[weekday]}
          templates={templates}
          onChange={(times) => setDays({ ...days, [weekday]: times })}
        />
      ))}
    </Drawer>
  )
}

type WeekdayProps = {
  weekday: number
  times: Times | undefined
  templates: readonly ShiftTemplate[]
  onChange: (times: Times | undefined) => void
}

function Weekday({ weekday, times, templates, onChange }: WeekdayProps) {
  const { t } = useTranslation('shifts')
  const locale = useLocale()
  const name = dayTexts(addDays(monday, weekday - 1), locale).weekday
  const known = templates.findIndex(({ from, until }) => from === times?.from && until === times?.until)
  const value = times === undefined ? 'off' : known === -1 ? 'own' : String(known)
  const choose = (chosen: string) => {
    const template = templates[Number(chosen)]
    if (chosen === 'off') onChange(undefined)
    else if (chosen === 'own') onChange({ from: '', until: '' })
    else if (template) onChange({ from: template.from, until: template.until })
  }
  return (
    <div className="shifts-weekday">
      <span>{name}</span>
      <Select
        value={value}
        onChange={choose}
        aria-label={name}
        options={[
          { value: 'off', label: t('pattern.off') },
          ...templates.map((one, index) => ({ value: String(index), label: `${one.name[locale]} ${timesText(one)}` })),
          { value: 'own', label: t('plan.own') },
        ]}
      />
      {value === 'own' && times && <TimesFields times={times} name={name} onChange={onChange} />}
    </div>
  )
}
