import { Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WeekPlan } from '../../domain/shifts/contract.ts'
import { useLocale } from '../i18n/useLocale.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { EmptyState } from '../ui/states.tsx'
import { DayShifts } from './DayShifts.tsx'
import type { OpenDay } from './WeekGrid.tsx'
import { dayTexts } from './words.ts'

type Props = { week: WeekPlan; isMine: boolean; onOpen: OpenDay | undefined }

/** My days one under the other; of a group, the people of one day. */
export function WeekList(props: Props) {
  const { t } = useTranslation('shifts')
  const [someone] = props.week.people
  if (!someone) return <EmptyState title={t('nobody')} hint={t('nobodyHint')} />
  return props.isMine ? <MyDays week={props.week} /> : <PeopleOfDay {...props} />
}

function MyDays({ week }: { week: WeekPlan }) {
  const locale = useLocale()
  const [me] = week.people
  return (
    <ul className="shifts-list">
      {me?.days.map((day) => {
        const { weekday, date } = dayTexts(day.day, locale)
        return (
          <li key={day.day} data-today={day.day === week.today}>
            <span className="shifts-day">
              {weekday} <span className="figures quiet">{date}</span>
            </span>
            <span className="shifts-of-day">
              <DayShifts day={day} person={me} templates={week.templates} />
            </span>
          </li>
        )
      })}
    </ul>
  )
}

function PeopleOfDay({ week, onOpen }: Props) {
  const { t } = useTranslation('shifts')
  const locale = useLocale()
  const days = week.people[0]?.days.map(({ day }) => day) ?? []
  const [chosen, setChosen] = useState<string | null>(null)
  const shown = days.find((day) => day === (chosen ?? week.today)) ?? days[0]
  return (
    <>
      <Segmented
        block
        className="shifts-days"
        value={shown ?? ''}
        onChange={setChosen}
        options={days.map((day) => ({ value: day, label: dayTexts(day, locale).weekday }))}
      />
      <ul className="shifts-list">
        {week.people.map((person) => {
          const day = person.days.find((one) => one.day === shown)
          if (!day) return null
          const content = (
            <>
              <Avatar name={person.staff.name} />
              <span className="shifts-day">{person.staff.name}</span>
              <span className="shifts-of-day">
                <DayShifts day={day} person={person} templates={week.templates} />
              </span>
            </>
          )
          return (
            <li key={person.staff.id}>
              {onOpen && day.day >= week.today ? (
                <button type="button" className="bare shifts-line" onClick={() => onOpen({ person, day })}>
                  <span className="visually-hidden">
                    {t('plan.of', { name: person.staff.name, day: dayTexts(day.day, locale).weekday })}
                  </span>
                  {content}
                </button>
              ) : (
                <span className="shifts-line">{content}</span>
              )}
            </li>
          )
        })}
      </ul>
    </>
  )
}
