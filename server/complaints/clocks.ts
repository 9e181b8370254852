import type { ClockEffects } from '../clocks/queries.ts'
import { notifyMany } from '../notifications/actions.ts'
import { supervisorsInCharge } from '../shifts/queries.ts'
import { escalatedTicket } from '../tickets/actions.ts'

export const complaintClocks: ClockEffects = {
  // The law's limit is the supervisor's concern from the first reminder on.
  complaint_statutory: async (tx, clock) => {
    const ticket = await escalatedTicket(tx, clock.subjectId)
    if (!ticket) return
    const subject = { type: 'ticket', id: ticket.id } as const
    const people = [ticket.ownerId, ...(await supervisorsInCharge(tx, ticket.groupId))]
    if (clock.moment === 'reminder') {
      const params = { no: ticket.no, time: clock.dueAt.toISOString() }
      await notifyMany(tx, people, { kind: 'ticket_reminder', subject, params })
      return
    }
    const { groupId, urgency } = ticket
    const payload = { clock: clock.kind, dueAt: clock.dueAt.toISOString(), groupId, urgency }
    tx.record({ subject, kind: 'complaint.statutory_breached', payload })
    await notifyMany(tx, people, { kind: 'ticket_breached', subject, params: { no: ticket.no }, urgent: true })
  },
}
