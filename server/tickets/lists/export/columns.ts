import type { TicketColumn } from '../../../../domain/tickets/lists/columns.ts'
import type { TicketRow } from '../../../../domain/tickets/views.ts'
import type { Wording } from '../../records/wording.ts'

const person = (who: TicketRow['assignee'], { word }: Wording) => (who ? word('words', 'person', who) : '')
const instant = (at: string | null, { time }: Wording) => time(at === null ? null : new Date(at))

/** Each column as text, in the words of the screen. */
const cells: Record<TicketColumn, (row: TicketRow, wording: Wording) => string> = {
  no: ({ no }) => no,
  subject: ({ subject }) => subject,
  state: (row, { state }) => state(row.state),
  urgency: ({ urgency }, { word }) => word('urgency', urgency),
  due: ({ nextDue }, wording) =>
    nextDue ? `${instant(nextDue.at, wording)} ${wording.word('clock', nextDue.kind)}` : '',
  customer: ({ customer }) => (customer ? `${customer.no} ${customer.name}` : ''),
  orderNo: ({ orderNo }) => orderNo ?? '',
  nature: ({ nature }, { word }) => word('nature', nature),
  category: (row, { category }) => category(row.category),
  stage: ({ stage }, { word }) => word('stage', stage),
  channel: ({ channel }, { word }) => word('channel', channel),
  group: ({ group }) => group?.name ?? '',
  department: ({ department }) => department?.name ?? '',
  assignee: ({ assignee }, wording) => person(assignee, wording),
  firstResponsible: ({ firstResponsible }, wording) => person(firstResponsible, wording),
  tags: ({ tags }) => tags.join('、'),
  escalated: ({ escalated }, { word }) => word('words', escalated ? 'yes' : 'no'),
  reopenedCount: ({ reopenedCount }) => String(reopenedCount),
  wantedBy: ({ wantedBy }, wording) => instant(wantedBy, wording),
  createdAt: ({ createdAt }, wording) => instant(createdAt, wording),
  resolvedAt: ({ resolvedAt }, wording) => instant(resolvedAt, wording),
  closedAt: ({ closedAt }, wording) => instant(closedAt, wording),
  lastActivityAt: ({ lastActivityAt }, wording) => instant(lastActivityAt, wording),
}

export const cellOf = (column: TicketColumn, row: TicketRow, wording: Wording): string => cells[column](row, wording)
