import { startServiceClock } from '../clocks/actions.ts'
import { notifyMany } from '../notifications/actions.ts'
import { type Ctx, type Tx, transact } from '../platform/context.ts'
import type { CommittedEvent } from '../platform/events.ts'
import { nextNumber } from '../platform/numbers.ts'
import { supervisorsInCharge } from '../shifts/queries.ts'
import { type EscalatedTicket, escalatedTicket } from '../tickets/actions.ts'
import { hasComplaint, insertComplaint } from './queries.ts'

/** Reaction: a ticket of nature complaint has one complaint, whatever runs this and however often (R49). */
export async function registerComplaint(ctx: Ctx, event: CommittedEvent): Promise<void> {
  await transact(ctx, async (tx) => {
    const ticket = await escalatedTicket(tx, event.subject.id)
    if (ticket?.nature !== 'complaint' || (await hasComplaint(tx, ticket.id))) return
    const id = tx.clock.newId()
    const no = await nextNumber(tx, 'TS', 4)
    const made = { id, no, ticketId: ticket.id, firstHandlerId: ticket.firstResponsibleId, createdAt: event.at }
    if (!(await insertComplaint(tx, made))) return
    tx.record({
      subject: { type: 'ticket', id: ticket.id },
      kind: 'complaint.registered',
      to: 'registered',
      payload: { complaintId: id, no, groupId: ticket.groupId },
    })
    await startStatutoryLimit(tx, ticket)
    const people = [ticket.assigneeId, ...(await supervisorsInCharge(tx, ticket.groupId))].filter((one) => one !== null)
    const params = { no: ticket.no, customer: no }
    await notifyMany(tx, people, { kind: 'complaint_new', subject: { type: 'ticket', id: ticket.id }, params })
  })
}

/** Taiwan: 15 days from the complaint to its resolution; runs where the centre has switched that service level on. */
async function startStatutoryLimit(tx: Tx, ticket: EscalatedTicket): Promise<void> {
  const { id, urgency, category, channel, groupId, ownerId } = ticket
  const facts = { urgency, category, channel, customerLevel: null, groupId }
  await startServiceClock(tx, { subject: { type: 'ticket', id }, kind: 'complaint_statutory', facts, ownerId })
}
