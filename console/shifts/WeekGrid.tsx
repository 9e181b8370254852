import { SyncOutlined } from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import type { DayPlan, PersonPlan, WeekPlan } from '../../domain/shifts/contract.ts'
import { useLocale } from '../i18n/useLocale.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { EmptyState } from '../ui/states.tsx'
import { DayShifts } from './DayShifts.tsx'
import { dayTexts } from './words.ts'

export type OpenDay = (opened: { person: PersonPlan; day: DayPlan }) => void
type Props = { week: WeekPlan; onOpen: OpenDay | undefined; onPattern: ((person: PersonPlan) => void) | undefined }

/** People by days; whoever plans opens a day by its cell. */
export function WeekGrid({ week, onOpen, onPattern }: Props) {
  const { t } = useTranslation('shifts')
  const { people, today } = week
  const [someone] = people
  if (!someone) return <EmptyState title={t('nobody')} hint={t('nobodyHint')} />
  const days = someone.days.map(({ day }) => day)
  return (
    <div className="shifts-grid-box">
      <table className="shifts-grid">
        <thead>
          <tr>
            <th scope="col">{t('person')}</th>
            {days.map((day) => (
              <DayHead key={day} day={day} today={today} />
            ))}
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.staff.id}>
              <PersonHead person={person} onPattern={onPattern} />
              {person.days.map((day) => (
                <Cell key={day.day} person={person} day={day} week={week} onOpen={onOpen} />
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('onDuty')}</th>
            {days.map((day, index) => (
              <Sum key={day} count={people.filter((person) => (person.days[index]?.times.length ?? 0) > 0).length} />
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

function DayHead({ day, today }: { day: string; today: string }) {
  const { t } = useTranslation('shifts')
  const { weekday, date } = dayTexts(day, useLocale())
  return (
    <th scope="col" data-today={day === today} {...(day === today && { 'aria-current': 'date' })}>
      {weekday} <span className="figures quiet">{date}</span>
      {day === today && <span className="visually-hidden">{t('today')}</span>}
    </th>
  )
}

function PersonHead({ person, onPattern }: { person: PersonPlan; onPattern: Props['onPattern'] }) {
  const { t } = useTranslation('shifts')
  const { name, staffNo } = person.staff
  return (
    <th scope="row">
      <span className="shifts-person">
        <Avatar name={name} />
        <span className="grow">
          {name}
          <span className="quiet shifts-no">{person.isSupervisor ? t('supervisor', { no: staffNo }) : staffNo}</span>
        </span>
        {onPattern && (
          <Tooltip title={t('pattern.open')}>
            <Button
              type="text"
              size="small"
              icon={<SyncOutlined />}
              aria-label={t('pattern.of', { name })}
              onClick={() => onPattern(person)}
            />
          </Tooltip>
        )}
      </span>
    </th>
  )
}

type CellProps = { person: PersonPlan; day: DayPlan; week: WeekPlan; onOpen: OpenDay | undefined }

function Cell({ person, day, week, onOpen }: CellProps) {
  const { t } = useTranslation('shifts')
  const locale = useLocale()
  const content = <DayShifts day={day} person={person} templates={week.templates} />
  const { weekday, date } = dayTexts(day.day, locale)
  return (
    <td data-today={day.day === week.today}>
      {onOpen && day.day >= week.today ? (
        <button type="button" className="bare shifts-cell" onClick={() => onOpen({ person, day })}>
          <span className="visually-hidden">
            {t('plan.of', { name: person.staff.name, day: `${weekday} ${date}` })}
          </span>
          {content}
        </button>
      ) : (
        <span className="shifts-cell">{content}</span>
      )}
    </td>
  )
}

/** A day on which nobody works is what a planner looks for. */
function Sum({ count }: { count: number }) {
  return (
    <td className="figures" data-empty={count === 0}>
      {count}
    </td>
  )
}
