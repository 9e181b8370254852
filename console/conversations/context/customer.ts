import { useQuery } from '@tanstack/react-query'
import { getCustomer } from '../../../domain/customers/contract.ts'
import { call } from '../../api.ts'

export function useCustomer(id: string) {
  return useQuery({ queryKey: ['customer', id], queryFn: ({ signal }) => call(getCustomer, { id }, signal) })
}
