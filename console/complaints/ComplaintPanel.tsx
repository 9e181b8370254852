import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { ComplaintView } from '../../domain/complaints/contract.ts'
import type { TicketView } from '../../domain/tickets/views.ts'
import { useLocale } from '../i18n/useLocale.ts'
import { useMay } from '../session/session.ts'
import { StatusTag } from '../ui/Chip.tsx'
import { ErrorState, Skeletons } from '../ui/states.tsx'
import { fullTime } from '../ui/time.ts'
import { ComplaintFacts } from './ComplaintFacts.tsx'
import { ComplaintPlan } from './ComplaintPlan.tsx'
import { ComplaintSteps } from './ComplaintSteps.tsx'
import { toneOf } from './look.ts'
import { useComplaintOf } from './queries.ts'
import './complaints.css'

/** What a complaint needs beyond its ticket: soothe first, then plan, carry out, revisit, close. */
export function ComplaintPanel({ ticket }: { ticket: TicketView }) {
  const { t } = useTranslation('complaints')
  const found = useComplaintOf(ticket.id, ticket.nature === 'complaint')
  const may = useMay('complaints.view')
  if (ticket.nature !== 'complaint' || !may) return null
  return (
    <section className="complaint" aria-label={t('panel')}>
      {found.isPending && <Skeletons rows={2} />}
      {found.isError && <ErrorState error={found.error} retry={() => void found.refetch()} />}
      {found.data && <Panel complaint={found.data} ticket={ticket} />}
    </section>
  )
}

function Panel({ complaint, ticket }: { complaint: ComplaintView; ticket: TicketView }) {
  const { t } = useTranslation('complaints')
  const locale = useLocale()
  const { soothedAt, soothedBy, soothing, customerFeedback, revisit, closedAt, closedBy } = complaint
  return (
    <>
      <header>
        <h3>
          {t('panel')} <span className="quiet">{complaint.no}</span>
        </h3>
        <StatusTag tone={toneOf(complaint.state)}>{t(`state.${complaint.state}`)}</StatusTag>
      </header>
      {complaint.state === 'registered' && <p className="complaint-first">{t('sootheFirst')}</p>}
      <dl>
        {soothedAt && (
          <>
            <dt>{t('soothed')}</dt>
            <dd>
              <span className="words">{soothing}</span>
              <span className="quiet">
                {' '}
                {soothedBy?.name} {fullTime(soothedAt, locale)}
              </span>
            </dd>
          </>
        )}
        {customerFeedback && (
          <>
            <dt>{t('feedback')}</dt>
            <dd className="words">{customerFeedback}</dd>
          </>
        )}
        {revisit && (
          <>
            <dt>{t('revisit')}</dt>
            <dd>
              <Link to={`/callbacks/${revisit.id}`}>{t(`revisitState.${revisit.state}`)}</Link>
              {revisit.result && <span className="words"> {revisit.result}</span>}
            </dd>
          </>
        )}
        {closedAt && (
          <>
            <dt>{t('closed')}</dt>
            <dd>
              {closedBy?.name} {fullTime(closedAt, locale)}
            </dd>
          </>
        )}
      </dl>
      <ComplaintPlan complaint={complaint} />
      <ComplaintFacts complaint={complaint} />
      <ComplaintSteps complaint={complaint} locale={ticket.locale} canMessage={ticket.conversationId !== null} />
    </>
  )
}
