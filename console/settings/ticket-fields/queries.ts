import { useMutation, useQuery } from '@tanstack/react-query'
import type { Endpoint, RawInput, Reply } from '../../../domain/contract.ts'
import * as fields from '../../../domain/tickets/field-contract.ts'
import { call } from '../../api.ts'
import { queryClient } from '../../query.ts'
import { useShowError } from '../../ui/errors.ts'

const key = ['settings', 'ticket-fields']

export const useFieldSettings = () =>
  useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => (await call(fields.listFieldSettings, {}, signal)).items,
  })

const reload = () => {
  void queryClient.invalidateQueries({ queryKey: ['ticket-fields'] })
  return queryClient.invalidateQueries({ queryKey: key })
}

function useChange<E extends Endpoint>(endpoint: E) {
  const showError = useShowError()
  return useMutation({
    mutationFn: (input: RawInput<E>): Promise<Reply<E>> => call(endpoint, input),
    onSuccess: reload,
    onError: showError,
  })
}

export const useCreateField = () => useChange(fields.createField)
export const useUpdateField = () => useChange(fields.updateField)
export const useRemoveField = () => useChange(fields.removeField)
export const useOrderFields = () => useChange(fields.orderFields)
export const useAddPreset = () => useChange(fields.addFieldPreset)
