import { ArrowLeftOutlined, LinkOutlined, MessageOutlined } from '@ant-design/icons'
import { App, Button, Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import type { TicketView } from '../../../domain/tickets/views.ts'
import { useMe } from '../../session/session.ts'
import { RecordFormMenu } from '../../tickets-print/RecordFormMenu.tsx'
import { usePhone } from '../../ui/useMedia.ts'
import { EscalatedTag, StateTag, UrgencyTag } from '../Chips.tsx'
import { ticketsPath } from '../open-path.ts'
import { LimitChips } from './LimitChips.tsx'
import { StepButtons } from './StepButtons.tsx'
import { Stepper } from './Stepper.tsx'
import type { TicketSteps } from './useTicketSteps.ts'

export function TicketHeader({ ticket, steps }: { ticket: TicketView; steps: TicketSteps }) {
  const { t } = useTranslation('tickets')
  const { message } = App.useApp()
  const isPhone = usePhone()
  const copy = () => void navigator.clipboard?.writeText(ticket.no).then(() => message.success(t('page.copied')))
  return (
    <header className="ticket-header">
      <div className="ticket-head-line">
        <BackButton />
        <div className="ticket-head-name grow">
          <div className="ticket-head-no">
            <Tooltip title={t('page.copyNo')}>
              <button
                type="button"
                className="bare figures"
                aria-label={`${ticket.no} ${t('page.copyNo')}`}
                onClick={copy}
              >
                {ticket.no}
              </button>
            </Tooltip>
            <StateTag state={ticket.state} />
            <UrgencyTag urgency={ticket.urgency} />
            {ticket.escalated && <EscalatedTag />}
            {ticket.conversationId && (
              <Link to={`/inbox/${ticket.conversationId}`}>
                <MessageOutlined /> {t('page.conversation')}
              </Link>
            )}
            {ticket.parentId && (
              <Link to={`${ticketsPath}/${ticket.parentId}`}>
                <LinkOutlined /> {t('page.parent')}
              </Link>
            )}
          </div>
          <h1 className="ticket-title">{ticket.subject}</h1>
        </div>
        {!isPhone && <RecordFormMenu ticketId={ticket.id} nature={ticket.nature} />}
        <StepButtons steps={steps} />
      </div>
      <div className="ticket-head-line ticket-head-facts">
        <Stepper state={ticket.state} />
        <LimitChips ticket={ticket} />
        <span className="grow" />
        <Duty ticket={ticket} />
      </div>
    </header>
  )
}

function BackButton() {
  const { t } = useTranslation('tickets')
  const navigate = useNavigate()
  // Back to the list as it was left; opened from elsewhere there is no list to go back to.
  const back = () => void (history.state?.idx > 0 ? navigate(-1) : navigate(ticketsPath))
  return <Button type="text" icon={<ArrowLeftOutlined />} aria-label={t('page.back')} onClick={back} />
}

/** Who works on it, and who stays responsible to the end (首问负责制). */
function Duty({ ticket }: { ticket: TicketView }) {
  const { t } = useTranslation('tickets')
  const me = useMe()
  const nameOf = (person: { id: string; name: string }) => (person.id === me.id ? t('me') : person.name)
  return (
    <p className="ticket-duty">
      <span>
        <span className="quiet">{t('column.assignee')}</span> {ticket.assignee ? nameOf(ticket.assignee) : t('nobody')}
      </span>
      <span>
        <span className="quiet">{t('column.firstResponsible')}</span> {nameOf(ticket.firstResponsible)}
      </span>
    </p>
  )
}
