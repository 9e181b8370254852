/** What a list of tickets can show; also the columns of an export. */
export const ticketColumns = [
  'no',
  'subject',
  'state',
  'urgency',
  'due',
  'customer',
  'orderNo',
  'nature',
  'category',
  'stage',
  'channel',
  'group',
  'department',
  'assignee',
  'firstResponsible',
  'tags',
  'escalated',
  'reopenedCount',
  'wantedBy',
  'createdAt',
  'resolvedAt',
  'closedAt',
  'lastActivityAt',
] as const
export type TicketColumn = (typeof ticketColumns)[number]

/** Before somebody chooses. */
export const defaultColumns: readonly TicketColumn[] = [
  'no',
  'subject',
  'state',
  'urgency',
  'due',
  'customer',
  'category',
  'group',
  'assignee',
  'firstResponsible',
  'lastActivityAt',
]
