import type { Staff } from '../../domain/identity/actor.ts'
import { isOpenTicket } from '../../domain/tickets/lifecycle.ts'
import type { TicketFilter } from '../../domain/tickets/lists/list-contract.ts'
import { isInTicketList, type ListedTicket } from '../../domain/tickets/lists/lists.ts'
import type { TicketRow } from '../../domain/tickets/views.ts'
import { now } from '../clock.ts'

export type Page = { items: readonly TicketRow[]; nextCursor: string | null }

/**
 * Whether a row belongs under a filter; null where the row alone does not tell (words, a linked conversation, a part sent
 * to a department): there only the server knows.
 */
export function fits(row: TicketRow, filter: TicketFilter, reader: Staff, now: Date): boolean | null {
  if (!meetsConditions(row, filter)) return false
  if (filter.q || filter.conversationId || filter.departmentId || filter.overdue) return null
  if (filter.sort === 'due' && filter.state === undefined && !isOpenTicket(row.state)) return false
  if (filter.list === 'all') return null
  if (!isOpenTicket(row.state)) return filter.state === undefined ? false : null
  if (isInTicketList(reader, factsOf(row), { list: filter.list, now })) return true
  return byRowAlone.includes(filter.list) ? false : null
}

/** Lists whose rule needs nothing but what a row shows. */
const byRowAlone: readonly TicketFilter['list'][] = ['mine', 'responsible', 'new', 'group']

function factsOf(row: TicketRow): ListedTicket {
  return {
    id: row.id,
    state: row.state,
    groupId: row.group?.id ?? null,
    departmentId: row.department?.id ?? null,
    nodeDepartmentIds: [],
    assigneeId: row.assignee?.id ?? null,
    firstResponsibleId: row.firstResponsible.id,
    createdBy: null,
    handoverTo: null,
    customerId: row.customer?.id ?? null,
    escalated: row.escalated,
    nextDueAt: row.nextDue && new Date(row.nextDue.at),
  }
}

function meetsConditions(row: TicketRow, filter: TicketFilter): boolean {
  const same = (wanted: string | undefined, value: string | null | undefined) =>
    wanted === undefined || wanted === value
  const { state } = filter
  const isInState =
    state === undefined ||
    (state === 'open' ? isOpenTicket(row.state) : state === 'done' ? !isOpenTicket(row.state) : row.state === state)
  return (
    isInState &&
    same(filter.urgency, row.urgency) &&
    same(filter.nature, row.nature) &&
    same(filter.stage, row.stage) &&
    same(filter.channel, row.channel) &&
    same(filter.groupId, row.group?.id) &&
    same(filter.assigneeId, row.assignee?.id) &&
    same(filter.firstResponsibleId, row.firstResponsible.id) &&
    same(filter.customerId, row.customer?.id) &&
    same(filter.orderNo, row.orderNo) &&
    (filter.tag === undefined || row.tags.includes(filter.tag)) &&
    (filter.category === undefined ||
      row.category === filter.category ||
      row.category.startsWith(`${filter.category}.`)) &&
    (filter.escalated === undefined || row.escalated)
  )
}

/** Nearest limit first and what has none last; else newest first. */
export function compare(sort: TicketFilter['sort']): (one: TicketRow, other: TicketRow) => number {
  const moment = (row: TicketRow) => {
    if (sort === 'due') return row.nextDue ? Date.parse(row.nextDue.at) : Number.MAX_SAFE_INTEGER
    return -Date.parse(sort === 'created' ? row.createdAt : row.lastActivityAt)
  }
  return (one, other) => moment(one) - moment(other) || (one.id < other.id ? 1 : -1)
}

/** The loaded part of a list after one ticket changed; what lies beyond the loaded part stays there. */
export function withRow(page: Page, row: TicketRow, filter: TicketFilter, reader: Staff): Page {
  const held = page.items.find((item) => item.id === row.id)
  if (held && row.revision <= held.revision) return page
  const belongs = fits(row, filter, reader, new Date(now()))
  if (belongs === false) return without(page, row.id)
  if (!held && belongs === null) return page
  const others = page.items.filter((item) => item.id !== row.id)
  const items = [...others, row].toSorted(compare(filter.sort))
  const isBeyond = !held && page.nextCursor !== null && items.at(-1)?.id === row.id
  return isBeyond ? page : { ...page, items }
}

export function without(page: Page, id: string): Page {
  return page.items.some((item) => item.id === id)
    ? { ...page, items: page.items.filter((item) => item.id !== id) }
    : page
}
