import { ArrowDownOutlined, ArrowUpOutlined, EditOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { PolicyView } from '../../../domain/clocks/contract.ts'
import { remindersOf } from '../../../domain/clocks/policies.ts'
import { useConditions, useDuration } from '../../clocks/words.ts'
import { useLocalized } from '../../i18n/useLocale.ts'
import { StatusTag } from '../../ui/Chip.tsx'
import { useMayChange } from '../rights.ts'
import { useGroupNames } from './groups.ts'
import { useCalendars } from './queries.ts'

type LevelRowProps = {
  policy: PolicyView
  /** Of several the last takes what the others left. */
  isLast: boolean
  onEdit: () => void
  onUp?: () => void
  onDown?: () => void
}

/** A rule as a sentence: whom it is for, how long, and how it is timed. */
export function LevelRow({ policy, isLast, onEdit, onUp, onDown }: LevelRowProps) {
  const { t } = useTranslation('clocks')
  const mayChange = useMayChange()
  const duration = useDuration()
  const who = useConditions(useGroupNames())(policy) || t(isLast ? 'others' : 'everything')
  const how = useHow()
  const isFlow = policy.kind.startsWith('ticket_')
  const target = t(isFlow ? 'after' : 'within', { target: duration(policy.targetMinutes) })
  return (
    <li className="level-row" data-inactive={policy.active ? undefined : ''}>
      <div className="grow">
        <p className="level-sentence">
          <span className="level-who">{who}</span>
          <strong className="level-target">{target}</strong>
          {!policy.active && <StatusTag tone="waiting">{t('levels.off')}</StatusTag>}
        </p>
        <p className="quiet">{how(policy)}</p>
      </div>
      {mayChange && <RowTools name={who} onEdit={onEdit} onUp={onUp} onDown={onDown} />}
    </li>
  )
}

function RowTools({
  name,
  onEdit,
  onUp,
  onDown,
}: { name: string } & Pick<LevelRowProps, 'onEdit' | 'onUp' | 'onDown'>) {
  const { t } = useTranslation('settings')
  const { t: words } = useTranslation('clocks')
  return (
    <span className="category-tools">
      {(onUp || onDown) && (
        <>
          <Button
            type="text"
            size="small"
            icon={<ArrowUpOutlined />}
            disabled={!onUp}
            onClick={onUp}
            aria-label={t('upOf', { name })}
          />
          <Button
            type="text"
            size="small"
            icon={<ArrowDownOutlined />}
            disabled={!onDown}
            onClick={onDown}
            aria-label={t('downOf', { name })}
          />
        </>
      )}
      <Button
        type="text"
        size="small"
        icon={<EditOutlined />}
        onClick={onEdit}
        aria-label={words('editOf', { name })}
      />
    </span>
  )
}

/** How it is timed, and when it reminds. */
function useHow(): (policy: PolicyView) => string {
  const { t } = useTranslation('clocks')
  const localized = useLocalized()
  const calendars = useCalendars().data
  return ({ calendarId, reminders: own, kind, urgency }) => {
    const reminders = own ?? (urgency && remindersOf[urgency])
    const calendar = calendars?.find((one) => one.id === calendarId)
    const time = calendar ? t('time.business', { calendar: localized(calendar.name) }) : t('time.plain')
    if (kind.startsWith('ticket_') && reminders?.length === 0) return time
    const remind =
      reminders === null
        ? t('remind.byUrgency')
        : reminders.length === 0
          ? t('remind.none')
          : t('remind.at', { percents: reminders.map((one) => `${one}%`).join(t('join')) })
    return [time, remind].join(' · ')
  }
}
