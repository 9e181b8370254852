import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { complaintOfTicket, listComplaints } from '../../domain/complaints/contract.ts'
import type { ComplaintState } from '../../domain/complaints/rules.ts'
import type { Endpoint, RawInput, Reply } from '../../domain/contract.ts'
import type { Locale } from '../../domain/locale.ts'
import { listScripts } from '../../domain/scripts/contract.ts'
import { call } from '../api.ts'
import { queryClient } from '../query.ts'
import { useMay } from '../session/session.ts'
import { useShowError } from '../ui/errors.ts'

export function useComplaintOf(ticketId: string, isComplaint: boolean) {
  const may = useMay('complaints.view')
  return useQuery({
    queryKey: ['complaints', 'of', ticketId],
    enabled: may && isComplaint,
    queryFn: async ({ signal }) => (await call(complaintOfTicket, { id: ticketId }, signal)).complaint,
    refetchInterval: ({ state }) => (state.data === null ? 2000 : false),
  })
}

export function useComplaints(state: ComplaintState | 'open' | undefined) {
  return useInfiniteQuery({
    queryKey: ['complaints', 'list', state ?? 'all'],
    queryFn: ({ pageParam, signal }) => call(listComplaints, { state, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    refetchInterval: 60_000,
  })
}

/** Ready words of one category, in the customer's language. */
export function useReadyWords(category: 'soothe' | 'complaint', locale: Locale) {
  const may = useMay('scripts.use')
  return useQuery({
    queryKey: ['scripts', 'of', category, locale],
    enabled: may,
    queryFn: async ({ signal }) => (await call(listScripts, { locale, category }, signal)).items,
    staleTime: 300_000,
  })
}

/** One step; the complaint and its ticket's page are read again, also when it was refused because it moved on meanwhile. */
export function useComplaintStep<const E extends Endpoint>(endpoint: E, onDone?: () => void) {
  const showError = useShowError()
  return useMutation({
    mutationFn: (input: RawInput<E>): Promise<Reply<E>> => call(endpoint, input),
    onSuccess: onDone,
    onError: showError,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['complaints'] }),
  })
}
