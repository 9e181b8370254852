import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'
import type { TicketFilter } from '../../../domain/tickets/lists/list-contract.ts'
import { useActor } from '../../conversations/queries.ts'
import { filterFromUrl, homeList, urlOf } from '../filter.ts'

/** The address holds the filter, so that a list can be sent, kept and come back to. */
export function useAddress() {
  const actor = useActor()
  const [params, setParams] = useSearchParams()
  const filter = useMemo(() => filterFromUrl(params, homeList(actor)), [params, actor])
  const setFilter = useCallback((wanted: TicketFilter) => setParams(urlOf(wanted), { replace: true }), [setParams])
  const setNew = useCallback(
    (isOn: boolean) => {
      setParams((now) => {
        const next = new URLSearchParams(now)
        if (isOn) next.set('new', '1')
        else next.delete('new')
        return next
      })
    },
    [setParams],
  )
  return { filter, setFilter, isNew: params.has('new'), setNew }
}
