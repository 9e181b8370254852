import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { CommitmentView } from '../../domain/commitments/contract.ts'
import { isOpenCommitment } from '../../domain/commitments/rules.ts'
import { useLocale } from '../i18n/useLocale.ts'
import { StatusTag, type Tone } from '../ui/Chip.tsx'
import { Countdown } from '../ui/Countdown.tsx'
import { fullTime } from '../ui/time.ts'
import { CommitmentSteps } from './CommitmentSteps.tsx'

const tones: Record<CommitmentView['state'], Tone> = {
  proposed: 'waiting',
  agreed: 'normal',
  due_soon: 'due',
  kept: 'resolved',
  kept_late: 'due',
  missed: 'breached',
  renegotiated: 'normal',
  cancelled: 'normal',
}

/** One promise: to whom, what, until when, by which way, whose it is. */
export function CommitmentCard({ commitment }: { commitment: CommitmentView }) {
  const { t } = useTranslation('commitments')
  const locale = useLocale()
  const { ticket, customer, owner, offeredTo, state, dueAt, channel, outcome } = commitment
  const isRunning = isOpenCommitment(state) || state === 'missed'
  return (
    <li className="work-card" data-state={state}>
      <header>
        <StatusTag tone={tones[state]}>{t(`state.${state}`)}</StatusTag>
        <strong className="grow">{commitment.body}</strong>
        {isRunning && <Countdown dueAt={dueAt} label={t('due')} soonSeconds={1800} />}
      </header>
      <dl>
        <dt>{t('due')}</dt>
        <dd>
          {fullTime(dueAt, locale)} · {t(`channel.${channel}`)}
        </dd>
        {customer && (
          <>
            <dt>{t('customer')}</dt>
            <dd>
              {customer.name} <span className="quiet">{customer.no}</span>
              {!commitment.customerAgreed && <span className="quiet"> · {t('notAgreed')}</span>}
            </dd>
          </>
        )}
        <dt>{t('belongsTo')}</dt>
        <dd>
          {ticket && (
            <Link to={`/tickets/${ticket.id}`}>
              {ticket.no} {ticket.subject}
            </Link>
          )}
          {!ticket && commitment.conversationId && (
            <Link to={`/inbox/${commitment.conversationId}`}>{t('conversation')}</Link>
          )}
        </dd>
        <dt>{t('owner')}</dt>
        <dd>
          {owner.name} {owner.staffNo}
          {offeredTo && <span className="quiet"> · {t('offered', { name: offeredTo.name })}</span>}
        </dd>
        {outcome && (
          <>
            <dt>{t('outcome')}</dt>
            <dd className="words">{outcome}</dd>
          </>
        )}
      </dl>
      <CommitmentSteps commitment={commitment} />
    </li>
  )
}
