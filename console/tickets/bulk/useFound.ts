import { useQuery } from '@tanstack/react-query'
import { countTickets, type TicketFilter } from '../../../domain/tickets/lists/list-contract.ts'
import { call } from '../../api.ts'

/** How many tickets the whole filter finds; asked only when somebody wants them all. */
export function useFound(filter: TicketFilter, isWanted: boolean) {
  const query = useQuery({
    queryKey: ['ticket-count', filter],
    enabled: isWanted,
    queryFn: ({ signal }) => call(countTickets, filter, signal),
    staleTime: 0,
  })
  return isWanted ? query.data : undefined
}
