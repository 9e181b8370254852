import { useMutation, useQuery } from '@tanstack/react-query'
import type { Endpoint, RawInput, Reply } from '../../../domain/contract.ts'
import * as routing from '../../../domain/tickets/routing/contract.ts'
import { call } from '../../api.ts'
import { queryClient } from '../../query.ts'
import { useShowError } from '../../ui/errors.ts'

const key = ['settings', 'ticket-routing']

export const useRules = () =>
  useQuery({ queryKey: key, queryFn: ({ signal }) => call(routing.listRoutingRules, {}, signal) })

const reload = () => queryClient.invalidateQueries({ queryKey: key })

function useChange<E extends Endpoint>(endpoint: E) {
  const showError = useShowError()
  return useMutation({
    mutationFn: (input: RawInput<E>): Promise<Reply<E>> => call(endpoint, input),
    onSuccess: reload,
    onError: showError,
  })
}

export const useCreateRule = () => useChange(routing.createRoutingRule)
export const useUpdateRule = () => useChange(routing.updateRoutingRule)
export const useRemoveRule = () => useChange(routing.removeRoutingRule)

/** Puts the rules in order; the list shows it at once. */
export function useOrderRules() {
  const showError = useShowError()
  return useMutation({
    mutationFn: (items: readonly routing.RuleView[]) =>
      call(routing.orderRoutingRules, { ids: items.map(({ id }) => id) }),
    onMutate: (items) =>
      queryClient.setQueryData<routing.RoutingRules>(key, (all) => all && { ...all, items: [...items] }),
    onError: showError,
    onSettled: reload,
  })
}

export function useDryRun() {
  const showError = useShowError()
  return useMutation({
    mutationFn: (input: RawInput<typeof routing.dryRunRouting>) => call(routing.dryRunRouting, input),
    onError: showError,
  })
}
