import { useQuery } from '@tanstack/react-query'
import { Navigate } from 'react-router'
import { getSetup } from '../../domain/identity/setup-contract.ts'
import { call } from '../api.ts'

/** Whoever opens a new installation without its link is told where the link is. */
export function SetUpRedirect() {
  const state = useQuery({ queryKey: ['setup'], queryFn: ({ signal }) => call(getSetup, {}, signal) })
  return state.data?.needed ? <Navigate to="/setup" replace /> : null
}
