import { useMutation } from '@tanstack/react-query'
import type { Endpoint, RawInput } from '../../domain/contract.ts'
import type { TicketView } from '../../domain/tickets/views.ts'
import { ApiError, call } from '../api.ts'
import { useShowError } from '../ui/errors.ts'
import { putTicket, refetchTicket } from './cache.ts'

/** A step of a ticket. A refusal leaves what was typed where it is and reads again how the ticket stands. */
export function useStep<E extends Endpoint>(verb: E, onDone?: (ticket: TicketView) => void) {
  const showError = useShowError()
  return useMutation({
    mutationFn: async (input: RawInput<E>) => ((await call(verb, input)) as { ticket: TicketView }).ticket,
    onSuccess: (ticket) => {
      putTicket(ticket)
      onDone?.(ticket)
    },
    onError: (error, input) => {
      showError(error)
      const { id } = input as { id?: string }
      if (id && error instanceof ApiError && error.status === 409) refetchTicket(id)
    },
  })
}
