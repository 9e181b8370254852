import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import type { TicketView } from '../../../domain/tickets/views.ts'
import { ApiError } from '../../api.ts'
import { settleNoticesOf, useNotices } from '../../notifications/notices.ts'
import { useMe } from '../../session/session.ts'
import { EmptyState, ErrorState, Skeletons } from '../../ui/states.tsx'
import { DepartmentPage } from '../department/DepartmentPage.tsx'
import { ticketsPath } from '../open-path.ts'
import { useTicket } from '../queries.ts'
import { TicketPage } from './TicketPage.tsx'
import '../parts/parts.css'
import './ticket.css'

export function TicketScreen() {
  const { id = '' } = useParams()
  const { t } = useTranslation('tickets')
  const navigate = useNavigate()
  const ticket = useTicket(id)
  useTitle(ticket.data)
  useSettledNotices(id)
  const isGone = ticket.error instanceof ApiError && ticket.error.code === 'not_found'
  if (ticket.isPending) return <Skeletons rows={8} />
  if (isGone)
    return (
      <EmptyState
        title={t('page.gone')}
        hint={t('page.goneHint')}
        action={
          <button type="button" className="bare text-button" onClick={() => void navigate(ticketsPath)}>
            {t('page.toList')}
          </button>
        }
      />
    )
  if (!ticket.data) return <ErrorState error={ticket.error} retry={() => void ticket.refetch()} />
  const isDepartmentsOnly = ticket.data.may.answer && !ticket.data.may.work && !ticket.data.may.oversee
  return isDepartmentsOnly ? (
    <DepartmentPage key={id} ticket={ticket.data} />
  ) : (
    <TicketPage key={id} ticket={ticket.data} />
  )
}

function useTitle(ticket: TicketView | undefined): void {
  const { t } = useTranslation('tickets')
  const { centre } = useMe()
  useEffect(() => {
    document.title = `${ticket ? `${ticket.no} ${ticket.subject}` : t('title')} · ${centre.name}`
  }, [t, ticket, centre.name])
}

function useSettledNotices(id: string): void {
  const { data } = useNotices()
  useEffect(() => {
    if (data && document.visibilityState === 'visible') void settleNoticesOf(id)
  }, [id, data])
}
