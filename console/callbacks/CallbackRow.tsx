import { RightOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { CallbackView } from '../../domain/callbacks/contract.ts'
import { useLocale } from '../i18n/useLocale.ts'
import { StatusTag, type Tone } from '../ui/Chip.tsx'
import { Countdown } from '../ui/Countdown.tsx'
import { relativeTime } from '../ui/time.ts'
import { useEveryMinute } from '../ui/useNow.ts'
import { Score } from './Score.tsx'

export const stateTones: Record<CallbackView['state'], Tone> = {
  open: 'normal',
  done: 'resolved',
  unreachable: 'waiting',
  cancelled: 'normal',
}

type CallbackRowProps = { callback: CallbackView; isOpen: boolean; onOpen: () => void }

/** One customer to call: until when, who, why, and how far it has come. */
export function CallbackRow({ callback, isOpen, onOpen }: CallbackRowProps) {
  const { t } = useTranslation('callbacks')
  const { kind, customer, owner, group, score, scoreNow, attempts, state } = callback
  return (
    <button type="button" className="bare callback-row" data-open={isOpen} onClick={onOpen}>
      <span className="callback-when">
        <When callback={callback} />
      </span>
      <span className="callback-who">
        <strong className="ellipsis">{customer.name}</strong>
        <span className="quiet figures">{customer.no}</span>
      </span>
      <span className="callback-why">
        <span>{t(`kind.${kind}`)}</span>
        {score !== null && <Score score={score} now={scoreNow} />}
      </span>
      <span className="callback-how quiet ellipsis">
        {state !== 'open' ? t(`state.${state}`) : attempts > 0 ? t('attempted', { count: attempts }) : t('notCalled')}
        {' · '}
        {owner ? t('person', { name: owner.name, no: owner.staffNo }) : t('nobody', { group: group?.name ?? '' })}
      </span>
      <RightOutlined className="quiet" aria-hidden="true" />
    </button>
  )
}

/** The limit while it runs; after the first attempt what comes next; at the end how it ended. */
export function When({ callback: { state, dueAt, nextAt, attempts, closedAt } }: { callback: CallbackView }) {
  const { t } = useTranslation('callbacks')
  const locale = useLocale()
  const minute = useEveryMinute()
  if (state !== 'open')
    return (
      <StatusTag tone={stateTones[state]}>
        {closedAt ? relativeTime(closedAt, minute, locale) : t(`state.${state}`)}
      </StatusTag>
    )
  if (attempts === 0) return <Countdown dueAt={dueAt} label={t('due')} soonSeconds={1800} />
  if (nextAt) return <Countdown dueAt={nextAt} label={t('next')} soonSeconds={900} />
  return <StatusTag tone="waiting">{t('tryAgain')}</StatusTag>
}
