import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { listColleagues, listPlaces } from '../../domain/identity/contract.ts'
import { getTicket, getTimeline } from '../../domain/tickets/contract.ts'
import { listFields } from '../../domain/tickets/field-contract.ts'
import { listTickets, type TicketFilter } from '../../domain/tickets/lists/list-contract.ts'
import type { TimelineEntry } from '../../domain/tickets/views.ts'
import { call } from '../api.ts'
import { countsKey, joined, listKey, ticketKey, timelineKey } from './cache.ts'
import type { Page } from './lists.ts'

export function useTicketList(filter: TicketFilter, enabled = true) {
  return useInfiniteQuery({
    queryKey: listKey(filter),
    enabled,
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }): Promise<Page> => {
      const { items, nextCursor } = await call(listTickets, { ...filter, cursor: pageParam }, signal)
      return { items, nextCursor }
    },
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    select: joined,
    staleTime: 10_000,
    placeholderData: keepPreviousData,
  })
}

export function useTicketCounts(enabled = true) {
  return useQuery({
    queryKey: countsKey,
    enabled,
    queryFn: async ({ signal }) => (await call(listTickets, { limit: 1 }, signal)).counts,
    placeholderData: keepPreviousData,
  })
}

export function useTicket(id: string) {
  return useQuery({
    queryKey: ticketKey(id),
    queryFn: async ({ signal }) => (await call(getTicket, { id }, signal)).ticket,
    staleTime: 5000,
  })
}

/** The whole story, page by page: a ticket's is short, and filters want all of it. */
export function useTimeline(id: string) {
  return useQuery({
    queryKey: timelineKey(id),
    queryFn: async ({ signal }) => {
      const items: TimelineEntry[] = []
      for (let after: string | undefined; ; ) {
        const page = await call(getTimeline, { id, after, limit: 200 }, signal)
        items.push(...page.items)
        if (page.next === null) return items
        after = page.next
      }
    },
    staleTime: 5000,
  })
}

/** Groups and departments a ticket can go to. */
export function usePlaces(enabled = true) {
  return useQuery({
    queryKey: ['places'],
    enabled,
    queryFn: ({ signal }) => call(listPlaces, {}, signal),
    staleTime: 300_000,
  })
}

/** Fields of the industry that tickets of this nature have. */
export function useFields(nature: string | undefined) {
  return useQuery({
    queryKey: ['ticket-fields'],
    queryFn: async ({ signal }) => (await call(listFields, {}, signal)).items,
    staleTime: 60_000,
    select: (items) => items.filter((one) => one.nature === null || one.nature === nature),
  })
}

const workers: readonly string[] = ['agent', 'senior_agent', 'supervisor']

/** Colleagues who can hold a ticket. */
export function useWorkers(enabled = true) {
  return useQuery({
    queryKey: ['colleagues'],
    enabled,
    queryFn: ({ signal }) => call(listColleagues, {}, signal),
    select: ({ items }) => items.filter(({ roles }) => roles.some((role) => workers.includes(role))),
    staleTime: 60_000,
  })
}
