import { defaultColumns, type TicketColumn, ticketColumns } from '../../../domain/tickets/lists/columns.ts'
import type { ColumnLayout, TicketFilter } from '../../../domain/tickets/lists/list-contract.ts'

export type Column = { key: TicketColumn; width: number }

const widths: Record<TicketColumn, number> = {
  no: 150,
  subject: 210,
  state: 112,
  urgency: 84,
  due: 142,
  customer: 104,
  orderNo: 140,
  nature: 80,
  category: 134,
  stage: 110,
  channel: 100,
  group: 104,
  department: 130,
  assignee: 88,
  firstResponsible: 92,
  tags: 150,
  escalated: 84,
  reopenedCount: 84,
  wantedBy: 130,
  createdAt: 130,
  resolvedAt: 130,
  closedAt: 130,
  lastActivityAt: 104,
}
export const narrowest = 64
export const widest = 640

/** Sorting the server offers; the other columns only show. */
export const sortOf: Partial<Record<TicketColumn, TicketFilter['sort']>> = {
  due: 'due',
  lastActivityAt: 'activity',
  createdAt: 'created',
}

/** Chosen columns with the width each has where nobody pulled it. */
export function columnsFrom(layout: ColumnLayout | undefined): Column[] {
  const chosen = layout ?? defaultColumns.map((key) => ({ key, width: undefined }))
  return chosen.map(({ key, width }) => ({ key, width: fitting(width ?? widths[key]) }))
}

/** What is kept: a width only where it is not the usual one. */
export function layoutOf(columns: readonly Column[]): ColumnLayout {
  return columns.map(({ key, width }) => (width === widths[key] ? { key } : { key, width }))
}

export function withWidth(columns: readonly Column[], key: TicketColumn, width: number): Column[] {
  return columns.map((column) => (column.key === key ? { key, width: fitting(width) } : column))
}

export function withMoved(columns: readonly Column[], key: TicketColumn, onto: TicketColumn): Column[] {
  const from = columns.findIndex((column) => column.key === key)
  const to = columns.findIndex((column) => column.key === onto)
  const moved = columns[from]
  return moved && to >= 0 ? columns.toSpliced(from, 1).toSpliced(to, 0, moved) : [...columns]
}

/** Without its number and its subject a ticket could not be opened: one of the two always stays. */
export function withShown(columns: readonly Column[], key: TicketColumn, isShown: boolean): Column[] {
  const others = columns.filter((column) => column.key !== key)
  if (isShown) return [...others, { key, width: widths[key] }]
  return others.some((column) => column.key === 'no' || column.key === 'subject') ? others : [...columns]
}

export function hiddenOf(columns: readonly Column[]): TicketColumn[] {
  return ticketColumns.filter((key) => columns.every((column) => column.key !== key))
}

function fitting(width: number): number {
  return Math.round(Math.min(widest, Math.max(narrowest, width)))
}
