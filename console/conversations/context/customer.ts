import { useQuery } from '@tanstack/react-query'
import { getCustomer } from '../../../domain/customers/contract.ts'
import { call } from '../../api.ts'

/** `assigneeId`: what one may do with a customer changes with who serves them, so it is asked again then. */
export function useCustomer(id: string, assigneeId: string | null) {
  return useQuery({
    queryKey: ['customer', id, assigneeId],
    queryFn: ({ signal }) => call(getCustomer, { id }, signal),
  })
}
