import type { InfiniteData } from '@tanstack/react-query'
import type { Me } from '../../domain/identity/contract.ts'
import type { TicketFilter } from '../../domain/tickets/lists/list-contract.ts'
import { type TicketRow, type TicketView, ticketRow } from '../../domain/tickets/views.ts'
import { actorOf } from '../conversations/facts.ts'
import { queryClient } from '../query.ts'
import { meKey } from '../session/session.ts'
import { type Page, without, withRow } from './lists.ts'

/** Where tickets live in the query cache, and the only ways to change them. */
export const listsKey = ['tickets'] as const
export const countsKey = ['ticket-counts'] as const
export const listKey = (filter: TicketFilter) => [...listsKey, filter] as const
export const ticketKey = (id: string) => ['ticket', id] as const
export const timelineKey = (id: string) => ['ticket-timeline', id] as const
export type Pages = InfiniteData<Page, string | undefined>

const rowKeys = Object.keys(ticketRow.shape) as (keyof TicketRow)[]

export function heldTicket(id: string): TicketView | undefined {
  return queryClient.getQueryData<TicketView>(ticketKey(id))
}

/** A step was taken here: the answer is the ticket as it stands now. */
export function putTicket(ticket: TicketView): void {
  queryClient.setQueryData<TicketView>(ticketKey(ticket.id), (held) =>
    held && held.revision > ticket.revision ? held : ticket,
  )
  putRow(Object.fromEntries(rowKeys.map((key) => [key, ticket[key]])) as TicketRow)
  void queryClient.invalidateQueries({ queryKey: timelineKey(ticket.id) })
}

/** A ticket changed somewhere: lists take the row, the open page reads the whole again. */
export function putRow(row: TicketRow): void {
  const me = queryClient.getQueryData<Me | null>(meKey)
  if (!me) return
  const reader = actorOf(me)
  changeLists((page, filter) => withRow(page, row, filter, reader))
  const held = heldTicket(row.id)
  if (held && held.revision < row.revision) refetchTicket(row.id)
  refreshCountsSoon()
}

export function dropTicket(id: string): void {
  changeLists((page) => without(page, id))
  refreshCountsSoon()
}

export function refetchTicket(id: string): void {
  void queryClient.invalidateQueries({ queryKey: ticketKey(id) })
  void queryClient.invalidateQueries({ queryKey: timelineKey(id) })
}

export function refetchTickets(): void {
  for (const key of [listsKey, countsKey, ['ticket'], ['ticket-timeline']])
    void queryClient.invalidateQueries({ queryKey: key })
}

/** All loaded pages as one list. */
export function joined(pages: Pages): Page {
  return { items: pages.pages.flatMap((page) => page.items), nextCursor: pages.pages.at(-1)?.nextCursor ?? null }
}

function changeLists(change: (page: Page, filter: TicketFilter) => Page): void {
  for (const [key, pages] of queryClient.getQueriesData<Pages>({ queryKey: listsKey })) {
    const filter = key[1] as TicketFilter | undefined
    if (!pages || !filter) continue
    const before = joined(pages)
    const after = change(before, filter)
    if (after !== before) queryClient.setQueryData(key, splitAgain(after, pages))
  }
}

/** Everything goes into the first page; the later ones keep only their cursors. */
function splitAgain(page: Page, before: Pages): Pages {
  const pages = before.pages.map((old, at) => ({ ...old, items: at === 0 ? page.items : [] }))
  return { ...before, pages }
}

// A busy centre changes many tickets a second; figures that are a second old are as good.
const countsPauseMs = 1000
let countsTimer: ReturnType<typeof setTimeout> | undefined

export function refreshCountsSoon(): void {
  if (countsTimer !== undefined) return
  countsTimer = setTimeout(() => {
    countsTimer = undefined
    void queryClient.invalidateQueries({ queryKey: countsKey })
  }, countsPauseMs)
}
