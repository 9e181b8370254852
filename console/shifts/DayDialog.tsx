import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type DayPlan, type PersonPlan, planDay, type WeekPlan } from '../../domain/shifts/contract.ts'
import { isTooLong, type Times } from '../../domain/shifts/times.ts'
import { useLocale } from '../i18n/useLocale.ts'
import { usePlan } from './queries.ts'
import { TimesFields } from './TimesFields.tsx'
import { dayTexts, timesText } from './words.ts'

type Props = { person: PersonPlan; day: DayPlan; week: WeekPlan; onClose: () => void }

const whole = ({ from, until }: Times) => from !== '' && until !== ''

/** One day of one person: a template with one press, or hours of their own. */
export function DayDialog({ person, day, week, onClose }: Props) {
  const { t } = useTranslation('shifts')
  const { t: ui } = useTranslation('ui')
  const locale = useLocale()
  const plan = usePlan(planDay)
  const [times, setTimes] = useState<Times[]>(day.times)
  const { weekday, date } = dayTexts(day.day, locale)
  const keep = async (wanted: Times[] | null) => {
    const done = await plan.mutateAsync({ id: person.staff.id, day: day.day, times: wanted }).catch(() => null)
    if (done) onClose()
  }
  const problem = times.some((one) => whole(one) && isTooLong(one)) ? t('wrong.tooLong') : null
  const change = (index: number, one: Times) => setTimes(times.map((old, at) => (at === index ? one : old)))
  return (
    <Modal
      open
      title={t('plan.of', { name: person.staff.name, day: `${weekday} ${date}` })}
      onCancel={onClose}
      okText={ui('save')}
      cancelText={ui('cancel')}
      okButtonProps={{ disabled: problem !== null || !times.every(whole), loading: plan.isPending }}
      onOk={() => void keep(times)}
    >
      <div className="shifts-templates">
        {week.templates.map((template) => (
          <Button
            key={template.name.en + template.from}
            onClick={() => void keep([template].map(({ from, until }) => ({ from, until })))}
          >
            {template.name[locale]} <span className="figures quiet">{timesText(template)}</span>
          </Button>
        ))}
        <Button onClick={() => void keep([])}>{t('off')}</Button>
        {day.source === 'day' && <Button onClick={() => void keep(null)}>{t('plan.pattern')}</Button>}
      </div>
      <h3 className="shifts-sub">{t('plan.own')}</h3>
      {times.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line of hours is its place
        <div key={index} className="shifts-own">
          <TimesFields times={one} name={String(index + 1)} onChange={(changed) => change(index, changed)} />
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('plan.remove')}
            onClick={() => setTimes(times.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      {times.length === 0 && <p className="quiet">{t('plan.empty')}</p>}
      {problem && (
        <p className="field-error" role="alert">
          {problem}
        </p>
      )}
      {times.length < 3 && (
        <Button type="dashed" icon={<PlusOutlined />} onClick={() => setTimes([...times, { from: '', until: '' }])}>
          {t('plan.add')}
        </Button>
      )}
    </Modal>
  )
}
