import type { ClockKind } from '../../domain/clocks/kinds.ts'
import { explanationMinutes, type Level, levelAbove } from '../../domain/escalations/rules.ts'
import type { Urgency } from '../../domain/tickets/urgency.ts'
import { cancelClocks, startServiceClock } from '../clocks/actions.ts'
import { notify, notifyMany, settleNotices } from '../notifications/actions.ts'
import type { Tx } from '../platform/context.ts'
import { departmentHeads, management, supervisorsInCharge } from '../shifts/queries.ts'
import { type EscalatedTicket, markEscalated } from '../tickets/actions.ts'
import { lockTicket } from '../tickets/queries.ts'
import {
  addRecipients,
  changeEscalation,
  type EscalationRow,
  insertEscalation,
  insertExplanation,
  openEscalationsOf,
} from './queries.ts'

type Call = {
  id: string
  ticket: EscalatedTicket
  cause: EscalationRow['cause']
  /** What called for it: the same source calls once. */
  source: string
  clockKind?: ClockKind
  summary: string
  reason: string
  raisedBy?: string
}

/** Calls the supervisor in charge (R22, R32, R44). False when this source has called before. */
export async function raise(tx: Tx, call: Call): Promise<boolean> {
  const { ticket } = call
  // Two limits of one ticket may break at one moment: an escalation names its ticket, and would hold it against the other.
  await lockTicket(tx, ticket.id)
  const row = {
    id: call.id,
    ticketId: ticket.id,
    groupId: ticket.groupId,
    departmentId: ticket.departmentId,
    cause: call.cause,
    source: call.source,
    clockKind: call.clockKind ?? null,
    urgency: ticket.urgency,
    summary: call.summary,
    reason: call.reason,
    raisedBy: call.raisedBy ?? null,
    raisedAt: tx.clock.now(),
  }
  if (!(await insertEscalation(tx, row))) return false
  await markEscalated(tx, ticket.id, true)
  tx.record({
    subject: { type: 'ticket', id: ticket.id },
    kind: 'ticket.escalated',
    reason: call.reason,
    payload: {
      escalationId: call.id,
      level: 1,
      cause: call.cause,
      clock: row.clockKind,
      groupId: ticket.groupId,
      urgency: ticket.urgency,
    },
  })
  await callLevel(tx, { ...row, level: 1, no: ticket.no })
  if (call.cause === 'breach') await oweExplanation(tx, { ...row, no: ticket.no, ownerId: ticket.ownerId })
  return true
}

type Called = {
  id: string
  ticketId: string
  no: string
  groupId: string | null
  departmentId: string | null
  urgency: Urgency
  level: Level
}

/** Tells the people of a level, and starts the time they have to answer; at the top nobody is left to be told after them. */
export async function callLevel(tx: Tx, called: Called): Promise<void> {
  const staffIds = await peopleOf(tx, called)
  const told = await addRecipients(tx, { escalationId: called.id, level: called.level, staffIds })
  const started = await startServiceClock(tx, {
    subject: { type: 'escalation', id: called.id },
    kind: 'escalation_ack',
    facts: { urgency: called.urgency, category: null, channel: null, customerLevel: null, groupId: called.groupId },
    payload: { ticketId: called.ticketId, no: called.no },
  })
  await changeEscalation(tx, called.id, { level: called.level, answerDueAt: started.dueAt })
  const subject = { type: 'escalation', id: called.id } as const
  const time = (started.dueAt ?? tx.clock.now()).toISOString()
  if (called.level === 1) {
    await notifyMany(tx, told, { kind: 'escalation_raised', subject, params: { no: called.no, time }, urgent: true })
  } else await notifyMany(tx, told, { kind: 'escalation_level', subject, params: { no: called.no }, urgent: true })
}

/** Nobody answered in time: one level up, until management has been told (domain/model 2.3). */
export async function goUp(tx: Tx, row: EscalationRow, no: string): Promise<void> {
  const above = levelAbove(row.level)
  const subject = { type: 'ticket', id: row.ticketId }
  const payload = { escalationId: row.id, level: above ?? row.level, groupId: row.groupId }
  if (above === null) {
    await changeEscalation(tx, row.id, { answerDueAt: null })
    tx.record({ subject, kind: 'escalation.unanswered', payload })
    return
  }
  tx.record({ subject, kind: 'escalation.went_up', payload: { ...payload, fromLevel: row.level } })
  await callLevel(tx, { ...row, no, level: above })
}

/** A level without people is passed over to the next, so that somebody is always told. */
async function peopleOf(tx: Tx, { level, groupId, departmentId }: Called): Promise<string[]> {
  if (level === 1) return supervisorsInCharge(tx, groupId)
  const heads = level === 2 && departmentId !== null ? await departmentHeads(tx, departmentId) : []
  return heads.length > 0 ? heads : management(tx)
}

type Owed = { id: string; ticketId: string; no: string; groupId: string | null; urgency: Urgency; ownerId: string }

async function oweExplanation(tx: Tx, owed: Owed): Promise<void> {
  const now = tx.clock.now()
  const id = tx.clock.newId()
  const started = await startServiceClock(tx, {
    subject: { type: 'explanation', id },
    kind: 'overdue_explanation',
    facts: { urgency: owed.urgency, category: null, channel: null, customerLevel: null, groupId: owed.groupId },
    ownerId: owed.ownerId,
    payload: { ticketId: owed.ticketId, no: owed.no },
  })
  const dueAt = started.dueAt ?? new Date(now.getTime() + explanationMinutes * 60_000)
  const { ticketId, groupId, ownerId } = owed
  await insertExplanation(tx, { id, escalationId: owed.id, ticketId, groupId, ownerId, owedAt: now, dueAt })
  tx.record({
    subject: { type: 'ticket', id: ticketId },
    kind: 'explanation.owed',
    payload: { explanationId: id, escalationId: owed.id, staffId: ownerId, groupId, dueAt: dueAt.toISOString() },
  })
  await notify(tx, {
    staffId: ownerId,
    kind: 'explanation_owed',
    subject: { type: 'escalation', id: owed.id },
    params: { no: owed.no, time: dueAt.toISOString() },
  })
}

/** The ticket is settled or gone: what was still waiting is over with it. The explanation stays owed. */
export async function endEscalationsOf(tx: Tx, ticketId: string, outcome: string): Promise<void> {
  const open = await openEscalationsOf(tx, ticketId)
  for (const row of open) await endEscalation(tx, row, { outcome, closedBy: null })
  if (open.length > 0) await markEscalated(tx, ticketId, false)
}

/** Closes one; who closes it, or null when the ticket itself ended it. */
export async function endEscalation(
  tx: Tx,
  row: EscalationRow,
  { outcome, closedBy }: { outcome: string; closedBy: string | null },
): Promise<void> {
  await changeEscalation(tx, row.id, {
    state: 'closed',
    closedBy,
    closedAt: tx.clock.now(),
    outcome,
    answerDueAt: null,
  })
  await cancelClocks(tx, row.id, ['escalation_ack'])
  await settleNotices(tx, { type: 'escalation', id: row.id }, ['escalation_raised', 'escalation_level'])
  tx.record({
    subject: { type: 'ticket', id: row.ticketId },
    kind: 'escalation.closed',
    from: row.state,
    to: 'closed',
    payload: { escalationId: row.id, groupId: row.groupId, level: row.level },
  })
}
