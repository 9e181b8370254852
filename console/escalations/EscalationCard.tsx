import { Button } from 'antd'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import {
  acknowledgeEscalation,
  actOnEscalation,
  closeEscalation,
  type EscalationView,
} from '../../domain/escalations/contract.ts'
import { useLocale } from '../i18n/useLocale.ts'
import { StatusTag, type Tone } from '../ui/Chip.tsx'
import { Countdown } from '../ui/Countdown.tsx'
import { relativeTime } from '../ui/time.ts'
import { useEveryMinute } from '../ui/useNow.ts'
import { useEscalationAct } from './queries.ts'
import { TextDialog } from './TextDialog.tsx'

const tones: Record<EscalationView['state'], Tone> = {
  raised: 'breached',
  acknowledged: 'due',
  acting: 'waiting',
  closed: 'resolved',
}

/** One call for help: what, why, who was told, what was done; the next step is the one button. */
export function EscalationCard({ escalation }: { escalation: EscalationView }) {
  const { t } = useTranslation('escalations')
  const locale = useLocale()
  const minute = useEveryMinute()
  const { ticket, state, level, recipients, answerDueAt, raisedBy, raisedAt } = escalation
  return (
    <li className="work-card" data-state={state}>
      <header>
        <StatusTag tone={tones[state]}>{t(`state.${state}`)}</StatusTag>
        <StatusTag tone={ticket.urgency === 'critical' ? 'breached' : ticket.urgency === 'urgent' ? 'due' : 'normal'}>
          {t(`urgency.${ticket.urgency}`)}
        </StatusTag>
        <Link className="grow ellipsis" to={`/tickets/${ticket.id}`}>
          <strong>{ticket.no}</strong> {ticket.subject}
        </Link>
        {answerDueAt && state === 'raised' && <Countdown dueAt={answerDueAt} label={t('answerBy')} soonSeconds={120} />}
      </header>
      <p className="why">{reasonOf(escalation, t)}</p>
      {escalation.summary !== ticket.subject && <p className="summary">{escalation.summary}</p>}
      <dl>
        <dt>{t('raised')}</dt>
        <dd>
          {raisedBy ? `${raisedBy.name} ${raisedBy.staffNo}` : t('byRule')}，{relativeTime(raisedAt, minute, locale)}
        </dd>
        <dt>{t('level')}</dt>
        <dd>
          {t(`levels.${level}`)}（{recipients.map(({ name }) => name).join(t('comma'))}）
        </dd>
        {ticket.assignee && (
          <>
            <dt>{t('assignee')}</dt>
            <dd>
              {ticket.assignee.name} {ticket.assignee.staffNo}
            </dd>
          </>
        )}
        {escalation.acknowledgedBy && (
          <>
            <dt>{t('answeredBy')}</dt>
            <dd>{escalation.acknowledgedBy.name}</dd>
          </>
        )}
        {escalation.measure && (
          <>
            <dt>{t('measure')}</dt>
            <dd className="words">{escalation.measure}</dd>
          </>
        )}
        {state === 'closed' && (
          <>
            <dt>{t('outcome')}</dt>
            <dd className="words">{escalation.closedBy ? escalation.outcome : t('endedWithTicket')}</dd>
          </>
        )}
      </dl>
      {escalation.may.answer && <NextStep escalation={escalation} />}
    </li>
  )
}

function reasonOf({ cause, clockKind, reason }: EscalationView, t: TFunction<'escalations'>): string {
  if (cause === 'breach') return t('cause.breach', { limit: t(`limit.${clockKind ?? 'resolution'}`) })
  return reason || t(`cause.${cause}`)
}

function NextStep({ escalation: { id, state } }: { escalation: EscalationView }) {
  const { t } = useTranslation('escalations')
  const [asks, setAsks] = useState<'act' | 'close' | null>(null)
  const acknowledge = useEscalationAct(acknowledgeEscalation)
  const act = useEscalationAct(actOnEscalation, () => setAsks(null))
  const close = useEscalationAct(closeEscalation, () => setAsks(null))
  return (
    <footer>
      {state === 'raised' ? (
        <Button type="primary" loading={acknowledge.isPending} onClick={() => acknowledge.mutate({ id })}>
          {t('acknowledge')}
        </Button>
      ) : (
        <>
          <Button type={state === 'acknowledged' ? 'primary' : 'default'} onClick={() => setAsks('act')}>
            {t('act')}
          </Button>
          <Button type={state === 'acting' ? 'primary' : 'default'} onClick={() => setAsks('close')}>
            {t('close')}
          </Button>
        </>
      )}
      {asks === 'act' && (
        <TextDialog
          title={t('act')}
          label={t('measureLabel')}
          okText={t('save')}
          busy={act.isPending}
          onCancel={() => setAsks(null)}
          onSave={(measure) => act.mutate({ id, measure })}
        />
      )}
      {asks === 'close' && (
        <TextDialog
          title={t('close')}
          label={t('outcomeLabel')}
          okText={t('close')}
          busy={close.isPending}
          onCancel={() => setAsks(null)}
          onSave={(outcome) => close.mutate({ id, outcome })}
        />
      )}
    </footer>
  )
}
