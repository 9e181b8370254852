import { useTranslation } from 'react-i18next'
import { Facts } from '../../conversations/context/Facts.tsx'
import { useLocale } from '../../i18n/useLocale.ts'
import { Skeletons } from '../../ui/states.tsx'
import { useTicket } from '../queries.ts'
import { momentText } from '../words.ts'

/** The ticket in a few lines, without leaving the conversation. */
export function TicketPeek({ id }: { id: string }) {
  const { t } = useTranslation('tickets')
  const locale = useLocale()
  const { data: ticket, isPending } = useTicket(id)
  if (isPending) return <Skeletons rows={2} />
  if (!ticket) return null
  const node = ticket.nodes.at(-1)
  return (
    <Facts
      title={t('context.glance')}
      rows={[
        [t('column.assignee'), ticket.assignee?.name ?? t('nobody')],
        [t('column.firstResponsible'), ticket.firstResponsible.name],
        [t('column.department'), node?.department.name ?? ticket.department?.name],
        [
          t('field.descriptionCustomer'),
          <span key="said" className="ticket-clamp">
            {ticket.descriptionCustomer}
          </span>,
        ],
        [t('dialog.resolve.result'), ticket.result],
        [t('column.wantedBy'), ticket.wantedBy && momentText(ticket.wantedBy, locale)],
      ]}
    />
  )
}
