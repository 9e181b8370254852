import { useQuery } from '@tanstack/react-query'
import { listColleagues } from '../../domain/identity/contract.ts'
import { call } from '../api.ts'

export function useColleagues() {
  return useQuery({
    queryKey: ['colleagues'],
    queryFn: async ({ signal }) => (await call(listColleagues, {}, signal)).items,
    staleTime: 60_000,
  })
}
