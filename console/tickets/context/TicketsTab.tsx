import { ProfileOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { ConversationView } from '../../../domain/conversations/views.ts'
import type { TicketRow } from '../../../domain/tickets/views.ts'
import { useLocale } from '../../i18n/useLocale.ts'
import { EmptyState, ErrorState, Skeletons } from '../../ui/states.tsx'
import { StateTag, UrgencyTag } from '../Chips.tsx'
import { DueChip } from '../due/DueChip.tsx'
import { pathOf } from '../open-path.ts'
import { useTicketList } from '../queries.ts'
import { momentText } from '../words.ts'
import { OpenTicketButton } from './OpenTicketButton.tsx'
import { TicketPeek } from './TicketPeek.tsx'

/** This conversation's tickets first, then the customer's others; each opens in place. */
export function TicketsTab({ conversation }: { conversation: ConversationView }) {
  const { t } = useTranslation('tickets')
  const list = useTicketList({ list: 'all', customerId: conversation.customer.id, sort: 'created' })
  const here = useTicketList({ list: 'all', conversationId: conversation.id, sort: 'created' })
  if (list.isPending || here.isPending) return <Skeletons rows={4} />
  if (list.isError && !list.data) return <ErrorState error={list.error} retry={() => void list.refetch()} />
  const own = here.data?.items ?? []
  const others = (list.data?.items ?? []).filter((row) => own.every(({ id }) => id !== row.id))
  if (own.length + others.length === 0)
    return (
      <EmptyState
        icon={<ProfileOutlined />}
        title={t('context.none')}
        hint={t('context.noneHint')}
        action={<OpenTicketButton conversation={conversation} />}
      />
    )
  return (
    <div className="ticket-context">
      <OpenTicketButton conversation={conversation} />
      <Part title={t('context.here')} rows={own} />
      <Part title={t('context.earlier')} rows={others} />
    </div>
  )
}

function Part({ title, rows }: { title: string; rows: readonly TicketRow[] }) {
  if (rows.length === 0) return null
  return (
    <section>
      <h3>{title}</h3>
      <ul>
        {rows.map((row) => (
          <Line key={row.id} row={row} />
        ))}
      </ul>
    </section>
  )
}

function Line({ row }: { row: TicketRow }) {
  const { t } = useTranslation('tickets')
  const locale = useLocale()
  const [isOpen, setOpen] = useState(false)
  return (
    <li className="ticket-context-line">
      <button type="button" className="bare" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <span className="ticket-card-line">
          <span className="quiet figures">{row.no}</span>
          <time className="quiet" dateTime={row.createdAt}>
            {momentText(row.createdAt, locale)}
          </time>
        </span>
        <span className="ticket-context-subject">{row.subject}</span>
        <span className="ticket-card-chips">
          <StateTag state={row.state} />
          {row.nextDue && <DueChip kind={row.nextDue.kind} dueAt={row.nextDue.at} urgency={row.urgency} />}
          {row.urgency !== 'normal' && <UrgencyTag urgency={row.urgency} />}
        </span>
      </button>
      {isOpen && <TicketPeek id={row.id} />}
      {isOpen && (
        <Link className="ticket-context-open" to={pathOf(row.id)}>
          {t('context.open')}
        </Link>
      )}
    </li>
  )
}
