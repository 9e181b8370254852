import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { TicketRow } from '../../../domain/tickets/views.ts'
import { useLocale } from '../../i18n/useLocale.ts'
import { relativeTime } from '../../ui/time.ts'
import { useEveryMinute } from '../../ui/useNow.ts'
import { EscalatedTag, StateTag, UrgencyTag } from '../Chips.tsx'
import { DueChip } from '../due/DueChip.tsx'
import { pathOf } from '../open-path.ts'

/** The list on a phone. */
export function Cards({ items, label }: { items: readonly TicketRow[]; label: string }) {
  return (
    <ul className="ticket-cards" aria-label={label}>
      {items.map((row) => (
        <Card key={row.id} row={row} />
      ))}
    </ul>
  )
}

function Card({ row }: { row: TicketRow }) {
  const { t } = useTranslation('tickets')
  const locale = useLocale()
  const now = useEveryMinute()
  const people = [row.customer?.name ?? t('anonymous'), row.assignee?.name ?? t('nobody')]
  return (
    <li className="ticket-card">
      <div className="ticket-card-line">
        <span className="quiet figures">{row.no}</span>
        <time className="quiet" dateTime={row.lastActivityAt}>
          {relativeTime(row.lastActivityAt, now, locale)}
        </time>
      </div>
      <Link className="ticket-card-subject" to={pathOf(row.id)}>
        {row.subject}
      </Link>
      <div className="ticket-card-chips">
        <StateTag state={row.state} />
        {row.nextDue && <DueChip kind={row.nextDue.kind} dueAt={row.nextDue.at} urgency={row.urgency} />}
        {row.urgency !== 'normal' && <UrgencyTag urgency={row.urgency} />}
        {row.escalated && <EscalatedTag />}
      </div>
      <span className="quiet ellipsis">{people.join(' · ')}</span>
    </li>
  )
}
