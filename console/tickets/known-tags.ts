import { useQuery } from '@tanstack/react-query'
import { listTags } from '../../domain/tickets/lists/list-contract.ts'
import { call } from '../api.ts'

/** Tags that are in use, offered while somebody types one. */
export function useKnownTags(): { value: string; label: string }[] {
  const { data } = useQuery({
    queryKey: ['ticket-tags'],
    queryFn: async ({ signal }) => (await call(listTags, {}, signal)).items,
    staleTime: 60_000,
  })
  return (data ?? []).map((tag) => ({ value: tag, label: tag }))
}
