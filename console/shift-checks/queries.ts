import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { listShiftChecks, myShiftCheck, updateCheckedItem } from '../../domain/shift-checks/contract.ts'
import { call } from '../api.ts'
import { queryClient } from '../query.ts'
import { useShowError } from '../ui/errors.ts'

export function useMyShiftCheck(enabled: boolean) {
  return useQuery({
    queryKey: ['shift-checks', 'mine'],
    enabled,
    queryFn: ({ signal }) => call(myShiftCheck, {}, signal),
    refetchInterval: 60_000,
  })
}

export function useShiftChecks(state: 'overdue' | 'open' | 'all', enabled: boolean) {
  return useInfiniteQuery({
    queryKey: ['shift-checks', 'list', state],
    enabled,
    queryFn: ({ pageParam, signal }) => call(listShiftChecks, { state, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    refetchInterval: 60_000,
  })
}

export function useUpdateItem(onDone: () => void) {
  const showError = useShowError()
  return useMutation({
    mutationFn: (input: { itemId: string; note: string }) => call(updateCheckedItem, input),
    onSuccess: onDone,
    onError: showError,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['shift-checks'] }),
  })
}
