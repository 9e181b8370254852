import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { TicketColumn } from '../../../domain/tickets/lists/columns.ts'
import type { TicketRow } from '../../../domain/tickets/views.ts'
import { useCategoryName } from '../../conversations/actions/categories.ts'
import { useLocale } from '../../i18n/useLocale.ts'
import { fullTime, relativeTime } from '../../ui/time.ts'
import { useEveryMinute } from '../../ui/useNow.ts'
import { EscalatedTag, StateTag, UrgencyTag } from '../Chips.tsx'
import { DueChip } from '../due/DueChip.tsx'
import { pathOf } from '../open-path.ts'
import { momentText } from '../words.ts'

export function Cell({ row, column }: { row: TicketRow; column: TicketColumn }) {
  switch (column) {
    case 'no':
      return (
        <Link className="ticket-no figures" to={pathOf(row.id)} tabIndex={-1}>
          {row.no}
        </Link>
      )
    case 'subject':
      return (
        <span className="ticket-subject">
          <Link className="ellipsis" to={pathOf(row.id)}>
            {row.subject}
          </Link>
          {row.escalated && <EscalatedTag />}
        </span>
      )
    case 'state':
      return <StateTag state={row.state} />
    case 'due':
      return row.nextDue ? (
        <DueChip kind={row.nextDue.kind} dueAt={row.nextDue.at} urgency={row.urgency} />
      ) : (
        <span className="quiet">–</span>
      )
    case 'urgency':
      return <UrgencyTag urgency={row.urgency} />
    default:
      return <Words row={row} column={column} />
  }
}

function Words({ row, column }: { row: TicketRow; column: TicketColumn }) {
  const { t } = useTranslation('tickets')
  const categoryName = useCategoryName()
  switch (column) {
    case 'category':
      return <span title={categoryName(row.category)}>{categoryName(row.category)}</span>
    case 'nature':
      return <>{t(`nature.${row.nature}`)}</>
    case 'stage':
      return <>{t(`stage.${row.stage}`)}</>
    case 'channel':
      return <>{t(`channel.${row.channel}`)}</>
    case 'tags':
      return <>{row.tags.join(t('comma'))}</>
    case 'escalated':
      return row.escalated ? <EscalatedTag /> : <span className="quiet">–</span>
    case 'reopenedCount':
      return <span className="figures">{row.reopenedCount || '–'}</span>
    case 'lastActivityAt':
      return <Ago at={row.lastActivityAt} />
    case 'createdAt':
    case 'resolvedAt':
    case 'closedAt':
    case 'wantedBy':
      return <Moment at={row[column]} />
    default:
      return <NameIn row={row} column={column} />
  }
}

function NameIn({ row, column }: { row: TicketRow; column: TicketColumn }) {
  const { t } = useTranslation('tickets')
  const name = nameIn(row, column)
  if (name !== null) return <span title={name}>{name}</span>
  return (
    <span className="quiet">{column === 'assignee' ? t('nobody') : column === 'customer' ? t('anonymous') : '–'}</span>
  )
}

/** The person, place or order of a column by name. */
function nameIn(row: TicketRow, column: TicketColumn): string | null {
  if (column === 'orderNo') return row.orderNo
  const isNamed =
    column === 'assignee' ||
    column === 'firstResponsible' ||
    column === 'group' ||
    column === 'department' ||
    column === 'customer'
  return isNamed ? (row[column]?.name ?? null) : null
}

function Ago({ at }: { at: string }) {
  const locale = useLocale()
  const now = useEveryMinute()
  return (
    <time dateTime={at} title={fullTime(at, locale)} className="quiet">
      {relativeTime(at, now, locale)}
    </time>
  )
}

function Moment({ at }: { at: string | null }) {
  const locale = useLocale()
  if (at === null) return <span className="quiet">–</span>
  return (
    <time dateTime={at} title={fullTime(at, locale)} className="quiet">
      {momentText(at, locale)}
    </time>
  )
}
