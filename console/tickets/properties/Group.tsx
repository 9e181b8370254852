import type { ReactNode } from 'react'
import type { TicketView } from '../../../domain/tickets/views.ts'

/** Gaps are marked once the record is about to be closed; before that they are simply not known yet. */
export function isLate({ state }: TicketView): boolean {
  return state === 'resolved' || state === 'closed'
}

export function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="ticket-group">
      <h2>{title}</h2>
      {children}
    </section>
  )
}
