import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import type { Endpoint, RawInput, Reply } from '../../domain/contract.ts'
import { listEscalations, listExplanations } from '../../domain/escalations/contract.ts'
import { call } from '../api.ts'
import { queryClient } from '../query.ts'
import { useShowError } from '../ui/errors.ts'

type Escalations = { state: 'open' | 'closed'; ticketId?: string }
type Explanations = { state: 'owed' | 'unread' | 'all'; ticketId?: string }

export function useEscalations(wanted: Escalations) {
  return useInfiniteQuery({
    queryKey: ['escalations', 'list', wanted],
    queryFn: ({ pageParam, signal }) => call(listEscalations, { ...wanted, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    refetchInterval: 30_000,
  })
}

export function useExplanations(wanted: Explanations) {
  return useInfiniteQuery({
    queryKey: ['escalations', 'explanations', wanted],
    queryFn: ({ pageParam, signal }) => call(listExplanations, { ...wanted, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    refetchInterval: 30_000,
  })
}

export function refreshEscalations(): void {
  void queryClient.invalidateQueries({ queryKey: ['escalations'] })
}

/** One act; every list is read again, also when it was refused because somebody else was faster. */
export function useEscalationAct<const E extends Endpoint>(endpoint: E, onDone?: () => void) {
  const showError = useShowError()
  return useMutation({
    mutationFn: (input: RawInput<E>): Promise<Reply<E>> => call(endpoint, input),
    onSuccess: onDone,
    onError: showError,
    onSettled: refreshEscalations,
  })
}
