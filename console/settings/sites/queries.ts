import { useMutation, useQuery } from '@tanstack/react-query'
import type { Reply } from '../../../domain/contract.ts'
import {
  createSite,
  listSites,
  rotateSiteSecret,
  type SiteView,
  updateSite,
} from '../../../domain/settings/contract.ts'
import { call } from '../../api.ts'
import { queryClient } from '../../query.ts'
import { useShowError } from '../../ui/errors.ts'

type Sites = Reply<typeof listSites>
const key = ['settings', 'sites']

export function useSites() {
  return useQuery({ queryKey: key, queryFn: ({ signal }) => call(listSites, {}, signal) })
}

/** Puts the changed site where the lists keep it. */
function keep(site: SiteView): void {
  queryClient.setQueryData<Sites>(key, (sites) => {
    if (!sites) return sites
    const isKnown = sites.items.some((one) => one.id === site.id)
    const items = isKnown ? sites.items.map((one) => (one.id === site.id ? site : one)) : [...sites.items, site]
    return { ...sites, items }
  })
}

export function useCreateSite() {
  const showError = useShowError()
  return useMutation({
    mutationFn: (input: Parameters<typeof call<typeof createSite>>[1]) => call(createSite, input),
    onSuccess: ({ site }) => keep(site),
    onError: showError,
  })
}

export function useUpdateSite() {
  const showError = useShowError()
  return useMutation({
    mutationFn: (input: Parameters<typeof call<typeof updateSite>>[1]) => call(updateSite, input),
    onSuccess: ({ site }) => keep(site),
    onError: showError,
  })
}

export function useRotateSecret() {
  const showError = useShowError()
  return useMutation({ mutationFn: (id: string) => call(rotateSiteSecret, { id }), onError: showError })
}
