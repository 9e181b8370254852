import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import {
  type BulkAction,
  type BulkView,
  cancelBulkChange,
  changeManyTickets,
  getBulkChange,
  undoBulkChange,
} from '../../../domain/tickets/lists/bulk-contract.ts'
import type { TicketFilter } from '../../../domain/tickets/lists/list-contract.ts'
import { call } from '../../api.ts'
import { queryClient } from '../../query.ts'
import { useShowError } from '../../ui/errors.ts'
import { refetchTickets } from '../cache.ts'

/** What a common change is for: rows that were ticked, or everything a filter finds as counted a moment ago. */
export type BulkTarget = { ids: string[] } | { filter: TicketFilter; seen: number }

const key = (id: string) => ['bulk', id] as const
const put = ({ bulk }: { bulk: BulkView }) => {
  queryClient.setQueryData<BulkView>(key(bulk.id), bulk)
  return bulk
}
const isRunning = (bulk: BulkView | undefined) => bulk?.state === 'waiting' || bulk?.state === 'running'
// Frames tell of progress as it comes; this is for when the line is down.
const askAgainMs = 1500

export function useBulk(id: string | null) {
  const query = useQuery({
    queryKey: key(id ?? 'none'),
    enabled: id !== null,
    queryFn: async ({ signal }) => (await call(getBulkChange, { id: id ?? '' }, signal)).bulk,
    refetchInterval: ({ state }) => (isRunning(state.data) ? askAgainMs : false),
  })
  const isOver = query.data !== undefined && !isRunning(query.data)
  useEffect(() => {
    if (isOver) refetchTickets()
  }, [isOver])
  return query.data
}

export function useStartBulk(onStarted: (id: string) => void) {
  const showError = useShowError()
  return useMutation({
    mutationFn: async ({ target, action }: { target: BulkTarget; action: BulkAction }) =>
      put(await call(changeManyTickets, { ...target, action })),
    onSuccess: ({ id }) => onStarted(id),
    onError: showError,
  })
}

export function useBulkVerbs(onStarted: (id: string) => void) {
  const showError = useShowError()
  const cancel = useMutation({
    mutationFn: async (id: string) => put(await call(cancelBulkChange, { id })),
    onError: showError,
  })
  const undo = useMutation({
    mutationFn: async (id: string) => put(await call(undoBulkChange, { id })),
    onSuccess: ({ id }) => onStarted(id),
    onError: showError,
  })
  return { cancel, undo }
}
