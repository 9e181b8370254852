import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import {
  type ColumnLayout,
  createTicketView,
  deleteTicketView,
  getColumns,
  listTicketViews,
  setColumns,
  type TicketFilter,
  type TicketSavedView,
} from '../../../domain/tickets/lists/list-contract.ts'
import { call } from '../../api.ts'
import { queryClient } from '../../query.ts'
import { useShowError } from '../../ui/errors.ts'
import { type Column, columnsFrom, layoutOf } from '../columns/columns.ts'

const viewsKey = ['ticket-views'] as const
const columnsKey = ['ticket-columns'] as const
const reload = () => queryClient.invalidateQueries({ queryKey: viewsKey })

export function useTicketViews() {
  return useQuery({
    queryKey: viewsKey,
    queryFn: ({ signal }) => call(listTicketViews, {}, signal),
    placeholderData: keepPreviousData,
  })
}

export function useSaveView(onDone: () => void) {
  const showError = useShowError()
  return useMutation({
    mutationFn: (view: { name: string; shared: boolean; filter: TicketFilter; columns: ColumnLayout | null }) =>
      call(createTicketView, view),
    onSuccess: () => {
      void reload()
      onDone()
    },
    onError: showError,
  })
}

export function useForgetView(onDone: () => void) {
  const showError = useShowError()
  return useMutation({
    mutationFn: ({ id }: Pick<TicketSavedView, 'id'>) => call(deleteTicketView, { id }),
    onSuccess: () => {
      void reload()
      onDone()
    },
    onError: showError,
  })
}

/** My columns, kept on the server: shown at once, taken back when the server refuses them. */
export function useColumns(view: TicketSavedView | undefined) {
  const showError = useShowError()
  const kept = useQuery({
    queryKey: columnsKey,
    queryFn: async ({ signal }) => (await call(getColumns, {}, signal)).columns,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const keep = useMutation({
    mutationFn: (columns: ColumnLayout) => call(setColumns, { columns }),
    onMutate: (columns) => {
      const before = queryClient.getQueryData<ColumnLayout>(columnsKey)
      queryClient.setQueryData<ColumnLayout>(columnsKey, columns)
      return before
    },
    onError: (error, _columns, before) => {
      queryClient.setQueryData(columnsKey, before)
      showError(error)
    },
  })
  const columns = columnsFrom(view?.columns ?? kept.data)
  return [columns, (changed: readonly Column[]) => keep.mutate(layoutOf(changed))] as const
}
