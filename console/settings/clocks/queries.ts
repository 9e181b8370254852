import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import * as clocks from '../../../domain/clocks/contract.ts'
import type { ServiceKind } from '../../../domain/clocks/kinds.ts'
import type { Endpoint, RawInput, Reply } from '../../../domain/contract.ts'
import { call } from '../../api.ts'
import { queryClient } from '../../query.ts'
import { useShowError } from '../../ui/errors.ts'

const key = ['settings', 'clocks']
const policiesKey = [...key, 'policies']

export const useCalendars = () =>
  useQuery({
    queryKey: [...key, 'calendars'],
    queryFn: async ({ signal }) => (await call(clocks.listCalendars, {}, signal)).items,
  })

export const usePolicies = () =>
  useQuery({
    queryKey: policiesKey,
    queryFn: async ({ signal }) => (await call(clocks.listPolicies, {}, signal)).items,
  })

/** Levels name calendars, calendars count levels, the preview follows both: all are read again. */
const reload = () => queryClient.invalidateQueries({ queryKey: key })

function useChange<E extends Endpoint>(endpoint: E) {
  const showError = useShowError()
  return useMutation({
    mutationFn: (input: RawInput<E>): Promise<Reply<E>> => call(endpoint, input),
    onSuccess: reload,
    onError: showError,
  })
}

export const useCreateCalendar = () => useChange(clocks.createCalendar)
export const useUpdateCalendar = () => useChange(clocks.updateCalendar)
export const useRemoveCalendar = () => useChange(clocks.removeCalendar)
export const useCreatePolicy = () => useChange(clocks.createPolicy)
export const useUpdatePolicy = () => useChange(clocks.updatePolicy)
export const useRemovePolicy = () => useChange(clocks.removePolicy)

type Move = { kind: ServiceKind; ordered: readonly clocks.PolicyView[] }

/** Puts the levels of a kind in order; the list shows it at once. */
export function useOrderPolicies() {
  const showError = useShowError()
  return useMutation({
    mutationFn: ({ kind, ordered }: Move) => call(clocks.orderPolicies, { kind, ids: ordered.map(({ id }) => id) }),
    onMutate: ({ kind, ordered }) => {
      const left = [...ordered]
      queryClient.setQueryData<clocks.PolicyView[]>(policiesKey, (all) =>
        all?.map((one) => (one.kind === kind ? (left.shift() ?? one) : one)),
      )
    },
    onError: showError,
    onSettled: reload,
  })
}

export type PreviewFacts = RawInput<typeof clocks.previewClock>

export const usePreview = (facts: PreviewFacts) =>
  useQuery({
    queryKey: [...key, 'preview', facts],
    queryFn: ({ signal }) => call(clocks.previewClock, facts, signal),
    placeholderData: keepPreviousData,
  })
