import { ClockCircleOutlined, PauseCircleOutlined, WarningOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { Urgency } from '../../../domain/tickets/urgency.ts'
import { now } from '../../clock.ts'
import { useLocale } from '../../i18n/useLocale.ts'
import { useEverySecond } from '../../ui/useNow.ts'
import { momentText } from '../words.ts'
import { dueTone, lengthOf } from './due.ts'

type DueChipProps = { kind: string; dueAt: string; urgency: Urgency; startedAt?: string; showsKind?: boolean }

/** What runs, how long is left or how late it is; icon and word besides the colour. */
export function DueChip({ kind, dueAt, urgency, startedAt, showsKind = false }: DueChipProps) {
  const { t } = useTranslation('tickets')
  const locale = useLocale()
  useEverySecond()
  const left = Date.parse(dueAt) - now()
  const tone = dueTone({ dueAt, urgency, startedAt }, now())
  const { unit, big, small } = lengthOf(left)
  const time = t(`length.${unit}`, { big, small })
  const words = t(left < 0 ? 'due.late' : 'due.left', { time })
  return (
    <span
      className="chip ticket-due"
      data-tone={tone}
      title={t('due.title', { limit: t(`clock.${kind}`), at: momentText(dueAt, locale) })}
    >
      {tone === 'breached' ? <WarningOutlined /> : <ClockCircleOutlined />}
      {showsKind && <span>{t(`clock.${kind}`)}</span>}
      <span>{words}</span>
    </span>
  )
}

/** A limit that rests while the customer is asked. */
export function PausedChip({ kind }: { kind: string }) {
  const { t } = useTranslation('tickets')
  return (
    <span className="chip ticket-due" data-tone="waiting">
      <PauseCircleOutlined />
      <span>{t('due.paused', { limit: t(`clock.${kind}`) })}</span>
    </span>
  )
}
