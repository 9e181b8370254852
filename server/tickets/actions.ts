import { isFinal, isOpenTicket } from '../../domain/tickets/lifecycle.ts'
import type { Urgency } from '../../domain/tickets/urgency.ts'
import type { NoteKind } from '../../domain/tickets/views.ts'
import { type Ctx, type Tx, transact } from '../platform/context.ts'
import type { CommittedEvent } from '../platform/events.ts'
import { writeReply } from './life/replying.ts'
import { customerWrote } from './life/waiting.ts'
import { loadTicket, lockTicket } from './queries.ts'
import { recordOf, takeStep, writeNote } from './steps.ts'

/** What those who are called to a ticket need of it. */
export type EscalatedTicket = {
  id: string
  no: string
  subject: string
  isOpen: boolean
  urgency: Urgency
  urgencyReason: string
  category: string
  channel: string
  nature: string
  customerId: string | null
  groupId: string | null
  departmentId: string | null
  assigneeId: string | null
  firstResponsibleId: string
  /** Who owes the work now. */
  ownerId: string
}

export async function escalatedTicket(ctx: Ctx, id: string): Promise<EscalatedTicket | null> {
  const row = await loadTicket(ctx, id)
  if (!row) return null
  const { no, subject, urgency, urgencyReason, category, channel, nature } = row
  const { customerId, groupId, departmentId, assigneeId, firstResponsibleId } = row
  return {
    ...{ id, no, subject, urgency, urgencyReason, category, channel, nature },
    ...{ customerId, groupId, departmentId, assigneeId, firstResponsibleId },
    ownerId: assigneeId ?? firstResponsibleId,
    isOpen: isOpenTicket(row.state),
  }
}

/** The flag that lists show; why and to whom stand with the escalation, which records the event. Never changes who answers (R32). */
export async function markEscalated(tx: Tx, id: string, escalated: boolean): Promise<void> {
  const row = await lockTicket(tx, id)
  if (!row || row.escalated === escalated) return
  await takeStep(tx, row, { kind: escalated ? 'flagged' : 'unflagged', change: { escalated } })
}

/** Writes down what an upper area has to say, in the name of who acts. */
export async function addTicketNote(
  tx: Tx,
  { ticketId, kind, body }: { ticketId: string; kind: NoteKind; body: string },
): Promise<string> {
  const { id } = await writeNote(tx, ticketId, { kind, body })
  const row = await lockTicket(tx, ticketId)
  if (row) recordOf(tx, row, { kind: 'noted', payload: { noteKind: kind } })
  return id
}

/** Words to the customer, as an agent's reply: by the conversation where there is one. Answers whether they reached it. */
export async function tellCustomer(
  tx: Tx,
  { ticketId, body }: { ticketId: string; kind: 'reply'; body: string },
): Promise<boolean> {
  const row = await lockTicket(tx, ticketId)
  if (!row) return false
  const { isTold } = await writeReply(tx, row, { id: tx.clock.newId(), body })
  return isTold
}

/** The customer wrote where tickets wait for them. */
export const hearCustomer = customerWrote

/** The customer rated the ticket: its record has a satisfaction (records 6.4). */
export async function noteRating(ctx: Ctx, { subject }: CommittedEvent): Promise<void> {
  await transact(ctx, async (tx) => {
    const row = await lockTicket(tx, subject.id)
    if (row && row.surveyState !== 'answered' && !isFinal(row.state))
      await takeStep(tx, row, { kind: 'rated', change: { surveyState: 'answered' } })
  })
}
