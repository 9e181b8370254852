import { AlertFilled, FireFilled, RiseOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { TicketState } from '../../domain/tickets/lifecycle.ts'
import type { Urgency } from '../../domain/tickets/urgency.ts'
import { StatusTag } from '../ui/Chip.tsx'
import { stateTones } from './look.ts'
import './tickets.css'

export function StateTag({ state }: { state: TicketState }) {
  const { t } = useTranslation('tickets')
  return <StatusTag tone={stateTones[state]}>{t(`state.${state}`)}</StatusTag>
}

export function UrgencyTag({ urgency }: { urgency: Urgency }) {
  const { t } = useTranslation('tickets')
  return (
    <span className={`ticket-urgency urgency-${urgency}`}>
      {urgency === 'critical' && <FireFilled />}
      {urgency === 'urgent' && <AlertFilled />}
      {t(`urgency.${urgency}`)}
    </span>
  )
}

export function EscalatedTag() {
  const { t } = useTranslation('tickets')
  return (
    <span className="chip" data-tone="breached">
      <RiseOutlined />
      {t('escalated')}
    </span>
  )
}
