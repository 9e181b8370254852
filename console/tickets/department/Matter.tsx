import { useTranslation } from 'react-i18next'
import type { NodeView, TicketView } from '../../../domain/tickets/views.ts'
import { useLocale } from '../../i18n/useLocale.ts'
import { DueChip } from '../due/DueChip.tsx'
import { isOpenNode } from '../steps.ts'
import { momentText } from '../words.ts'

/** One part of the department: what is asked, until when, by whom, and what came back. */
export function Request({ node, ticket }: { node: NodeView; ticket: TicketView }) {
  const { t } = useTranslation('tickets')
  const locale = useLocale()
  return (
    <section className="ticket-request" data-open={isOpenNode(node)}>
      <div className="ticket-node-head">
        <h2 className="grow">{t('department.request')}</h2>
        {isOpenNode(node) && (
          <DueChip kind="department_node" dueAt={node.dueAt} startedAt={node.sentAt} urgency={ticket.urgency} />
        )}
      </div>
      <p className="ticket-words">{node.request}</p>
      <p className="quiet">
        {t('node.sent', { name: node.sentBy.name, at: momentText(node.sentAt, locale) })}
        {node.takenBy && ` · ${t('department.takenBy', { name: node.takenBy.name })}`}
      </p>
      {node.result && (
        <p className="ticket-words ticket-node-result">
          <strong>{t('department.result')}</strong> {node.result}
        </p>
      )}
    </section>
  )
}

/** The case as far as the department needs it; whose it is stays with the centre. */
export function Matter({ ticket }: { ticket: TicketView }) {
  const { t } = useTranslation('tickets')
  const rows = [
    ['field.descriptionCustomer', ticket.descriptionCustomer],
    ['field.descriptionVerified', ticket.descriptionVerified],
    ['column.orderNo', ticket.orderNo],
    ['field.product', ticket.product],
    ['field.store', ticket.store],
  ] as const
  return (
    <dl className="ticket-matter">
      {rows.map(([label, value]) =>
        value ? (
          <div key={label}>
            <dt>{t(label)}</dt>
            <dd className="ticket-words">{value}</dd>
          </div>
        ) : null,
      )}
    </dl>
  )
}
