import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Endpoint, RawInput, Reply } from '../../domain/contract.ts'
import { listDepartments, listGroups, listStaff } from '../../domain/identity/admin-contract.ts'
import { call } from '../api.ts'
import { useMe } from '../session/session.ts'

export const useStaff = () =>
  useQuery({ queryKey: ['staff'], queryFn: async ({ signal }) => (await call(listStaff, {}, signal)).items })
export const useGroups = () =>
  useQuery({ queryKey: ['groups'], queryFn: async ({ signal }) => (await call(listGroups, {}, signal)).items })
export const useDepartments = () =>
  useQuery({
    queryKey: ['departments'],
    queryFn: async ({ signal }) => (await call(listDepartments, {}, signal)).items,
  })

/** A change of people, groups or departments; the three lists name one another, so all are read again. */
export function useChange<E extends Endpoint>(endpoint: E) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (input: RawInput<E>): Promise<Reply<E>> => call(endpoint, input),
    onSuccess: () =>
      Promise.all(['staff', 'groups', 'departments'].map((key) => client.invalidateQueries({ queryKey: [key] }))),
  })
}

/** Administrators change; others with the permission look (domain/model 2.5). */
export function useMayAdminister(): boolean {
  return useMe().permissions['settings.manage']?.includes('all') ?? false
}
