import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { answerHandOver } from '../../../domain/tickets/contract.ts'
import { isOpenTicket } from '../../../domain/tickets/lifecycle.ts'
import type { TicketView } from '../../../domain/tickets/views.ts'
import { useLocale } from '../../i18n/useLocale.ts'
import { useMe } from '../../session/session.ts'
import { ConfirmReason } from '../../ui/forms/ConfirmReason.tsx'
import type { DialogName } from '../dialogs/Dialogs.tsx'
import { pathOf } from '../open-path.ts'
import { isLate } from '../properties/Group.tsx'
import { jumpToField } from '../properties/jump.ts'
import { useStep } from '../verbs.ts'
import { momentText } from '../words.ts'

type BannersProps = { ticket: TicketView; onDialog: (dialog: DialogName) => void }

/** What waits for an answer, each with the one press that gives it. */
export function Banners({ ticket, onDialog }: BannersProps) {
  const { t } = useTranslation('tickets')
  const locale = useLocale()
  const isAtWork = isOpenTicket(ticket.state)
  return (
    <>
      {ticket.handover && <HandOver ticket={ticket} handover={ticket.handover} />}
      {ticket.toldAt === null && isAtWork && ticket.may.work && (
        <Banner
          tone="due"
          acts={
            <Button size="small" onClick={() => onDialog('tell')}>
              {t('dialog.tell.title')}
            </Button>
          }
        >
          {t('banner.notTold')}
        </Banner>
      )}
      {ticket.state === 'waiting_customer' && (
        <Banner tone="waiting">
          {t('banner.waiting', { until: ticket.waitingUntil ? momentText(ticket.waitingUntil, locale) : '–' })}
          <span className="ticket-words">{ticket.waitingSteps}</span>
        </Banner>
      )}
      {ticket.duplicateOf && (
        <Banner tone="normal">
          {t('banner.merged')} <Link to={pathOf(ticket.duplicateOf)}>{t('banner.toSurvivor')}</Link>
        </Banner>
      )}
      {isLate(ticket) && ticket.missing.length > 0 && <Missing ticket={ticket} onDialog={onDialog} />}
      {ticket.waiver && (
        <Banner tone="normal">
          {t('banner.waived', {
            field: t(`missing.${ticket.waiver.field}`),
            name: ticket.waiver.by.name,
            reason: ticket.waiver.reason,
          })}
        </Banner>
      )}
    </>
  )
}

type BannerProps = { tone: 'due' | 'waiting' | 'normal' | 'accent'; acts?: ReactNode; children: ReactNode }

function Banner({ tone, acts, children }: BannerProps) {
  return (
    <div className="ticket-banner" data-tone={tone} role="note">
      <div className="grow">{children}</div>
      {acts && <div className="ticket-banner-acts">{acts}</div>}
    </div>
  )
}

/** The archive's checklist (records 6.4): each gap leads to the field that fills it. */
function Missing({ ticket, onDialog }: BannersProps) {
  const { t } = useTranslation('tickets')
  return (
    <Banner
      tone="due"
      acts={
        ticket.may.oversee &&
        ticket.waiver === null && (
          <Button size="small" onClick={() => onDialog('waive')}>
            {t('step.waive')}
          </Button>
        )
      }
    >
      <strong>{t('missing.title', { count: ticket.missing.length })}</strong>
      <ul className="ticket-missing-list">
        {ticket.missing.map((field) => (
          <li key={field}>
            <button type="button" className="bare chip" onClick={() => jumpToField(field)}>
              {t(`missing.${field}`)}
            </button>
          </li>
        ))}
      </ul>
    </Banner>
  )
}

type HandOverProps = { ticket: TicketView; handover: NonNullable<TicketView['handover']> }

function HandOver({ ticket, handover }: HandOverProps) {
  const { t } = useTranslation('tickets')
  const me = useMe()
  const [declining, setDeclining] = useState(false)
  const answer = useStep(answerHandOver, () => setDeclining(false))
  const isAsked = handover.to.id === me.id
  const names = { from: handover.from.name, to: handover.to.name, reason: handover.reason }
  if (!isAsked) return <Banner tone="accent">{t('banner.handOverAsked', names)}</Banner>
  return (
    <Banner
      tone="accent"
      acts={
        <>
          <Button
            size="small"
            type="primary"
            loading={answer.isPending}
            onClick={() => answer.mutate({ id: ticket.id, accept: true })}
          >
            {t('banner.accept')}
          </Button>
          <Button size="small" onClick={() => setDeclining(true)}>
            {t('banner.decline')}
          </Button>
        </>
      }
    >
      {t('banner.handOverToMe', names)}
      <ConfirmReason
        open={declining}
        title={t('banner.declineTitle')}
        okText={t('banner.decline')}
        busy={answer.isPending}
        onCancel={() => setDeclining(false)}
        onConfirm={(reason) => answer.mutate({ id: ticket.id, accept: false, reason })}
      />
    </Banner>
  )
}
