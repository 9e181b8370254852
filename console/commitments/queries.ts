import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { listCommitments } from '../../domain/commitments/contract.ts'
import type { Endpoint, RawInput, Reply } from '../../domain/contract.ts'
import { call } from '../api.ts'
import { queryClient } from '../query.ts'
import { useShowError } from '../ui/errors.ts'

export type WantedCommitments = {
  list?: 'mine' | 'group'
  state?: 'open' | 'ended'
  ticketId?: string
  conversationId?: string
}

export function useCommitments(wanted: WantedCommitments) {
  return useInfiniteQuery({
    queryKey: ['commitments', wanted],
    queryFn: ({ pageParam, signal }) => call(listCommitments, { ...wanted, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    refetchInterval: 30_000,
  })
}

/** One act on a promise; every list is read again, also when it was refused because something changed meanwhile. */
export function useCommitmentAct<const E extends Endpoint>(endpoint: E, onDone?: () => void) {
  const showError = useShowError()
  return useMutation({
    mutationFn: (input: RawInput<E>): Promise<Reply<E>> => call(endpoint, input),
    onSuccess: onDone,
    onError: showError,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['commitments'] }),
  })
}
