import { onFrame } from '../live.ts'
import { queryClient } from '../query.ts'
import { dropTicket, heldTicket, putRow, refetchTicket, refetchTickets, timelineKey } from './cache.ts'

/** What each frame does to lists and pages. Returns how to stop. */
export function startTicketFeed(): () => void {
  const stops = [
    onFrame('ticket', ({ ticket }) => {
      putRow(ticket)
      if (heldTicket(ticket.id)) void queryClient.invalidateQueries({ queryKey: timelineKey(ticket.id) })
    }),
    onFrame('ticket_gone', ({ ticket }) => {
      dropTicket(ticket)
      refetchTicket(ticket)
    }),
    onFrame('progress', ({ work, id }) => void queryClient.invalidateQueries({ queryKey: [work, id] })),
    onFrame('resync', refetchTickets),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
