import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { getConversation, listConversations, listViews } from '../../domain/conversations/contract.ts'
import { call } from '../api.ts'
import { watch } from '../live.ts'
import { useMe } from '../session/session.ts'
import { countsKey, joined, listKey, openedKey, openedNow } from './cache.ts'
import { actorOf, mayOf } from './facts.ts'
import { keepCurrent } from './feed.ts'
import type { Filter, Page } from './lists.ts'
import { type Opened, openedFrom, withFetched } from './state.ts'

export function useConversationList(filter: Filter, enabled = true) {
  return useInfiniteQuery({
    queryKey: listKey(filter),
    enabled,
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }): Promise<Page> => {
      const { items, nextCursor } = await call(listConversations, { ...filter, cursor: pageParam }, signal)
      return { items, nextCursor }
    },
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    select: joined,
    staleTime: 10_000,
    placeholderData: keepPreviousData,
  })
}

export function useCounts() {
  return useQuery({
    queryKey: countsKey,
    queryFn: async ({ signal }) => (await call(listConversations, { list: 'mine', limit: 1 }, signal)).counts,
    placeholderData: keepPreviousData,
  })
}

export const viewsKey = ['conversation-views'] as const
export function useSavedViews() {
  return useQuery({ queryKey: viewsKey, queryFn: ({ signal }) => call(listViews, {}, signal) })
}

/** Watches first and fetches second, so that nothing falls between the two (reliability/contract 1.4). */
export function useOpened(id: string) {
  useEffect(() => {
    const stops = [watch(id), keepCurrent(id)]
    return () => {
      for (const stop of stops) stop()
    }
  }, [id])
  return useQuery({
    queryKey: openedKey(id),
    queryFn: async ({ signal }): Promise<Opened> =>
      withFetched(openedNow(id), openedFrom(await call(getConversation, { id }, signal))),
    staleTime: 0,
    refetchOnReconnect: false,
  })
}

export function useActor() {
  const me = useMe()
  return useMemo(() => actorOf(me), [me])
}

export function useMayDo(conversation: Opened['conversation']) {
  const actor = useActor()
  return useMemo(() => mayOf(conversation, actor), [conversation, actor])
}
