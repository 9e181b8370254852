import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import type { Endpoint, RawInput } from '../../domain/contract.ts'
import { getWeek } from '../../domain/shifts/contract.ts'
import { call } from '../api.ts'
import { queryClient } from '../query.ts'
import { useShowError } from '../ui/errors.ts'

const key = ['shifts'] as const

/** Seven days from `first` (the week of today when absent), of a group or mine. */
export function useWeek(wanted: { first?: string; groupId?: string }) {
  return useQuery({
    queryKey: [...key, wanted],
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    queryFn: ({ signal }) => call(getWeek, wanted, signal),
  })
}

/** Whatever is planned, every week on screen is read again. */
export function usePlan<E extends Endpoint>(endpoint: E) {
  const showError = useShowError()
  return useMutation({
    mutationFn: (input: RawInput<E>) => call(endpoint, input),
    onError: showError,
    onSettled: () => queryClient.invalidateQueries({ queryKey: key }),
  })
}
