import type { TicketView } from '../../../domain/tickets/views.ts'

/** Fields a centre added for its industry, as far as this ticket holds values. */
export function CustomFields({ ticket }: { ticket: TicketView }) {
  const entries = Object.entries(ticket.fields)
  if (entries.length === 0) return null
  return entries.map(([key, value]) => (
    <div key={key} className="ticket-field" data-field={`fields.${key}`}>
      <span className="ticket-field-label">{key}</span>
      <span className="ticket-plain">{value}</span>
    </div>
  ))
}
