import { useQuery } from '@tanstack/react-query'
import { getSatisfaction } from '../../domain/reports/contract.ts'
import type { Grain } from '../../domain/reports/satisfaction.ts'
import { call } from '../api.ts'

export type Period = { from: string; to: string }

export function useSatisfaction({ from, to }: Period, grain: Grain) {
  return useQuery({
    queryKey: ['satisfaction', from, to, grain],
    queryFn: ({ signal }) => call(getSatisfaction, { from, to, grain }, signal),
    placeholderData: (before) => before,
  })
}
