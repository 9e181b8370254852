import type { Input } from '../../domain/contract.ts'
import { AppError } from '../../domain/errors.ts'
import type {
  actOnEscalation,
  closeEscalation,
  escalateTicket,
  writeExplanation,
} from '../../domain/escalations/contract.ts'
import { type EscalationStep, nextEscalationState } from '../../domain/escalations/rules.ts'
import { stopClocks } from '../clocks/actions.ts'
import { notify, notifyMany, settleNotices } from '../notifications/actions.ts'
import { type Ctx, type Tx, transact } from '../platform/context.ts'
import { supervisorsInCharge } from '../shifts/queries.ts'
import { lockedTicketFor } from '../tickets/access.ts'
import { addTicketNote, escalatedTicket, markEscalated, tellCustomer } from '../tickets/actions.ts'
import { lockedEscalationFor, lockedExplanationFor } from './access.ts'
import { changeEscalation, changeExplanation, type EscalationRow, openEscalationsOf } from './queries.ts'
import { endEscalation, raise } from './raising.ts'
import { escalationView, explanationView } from './views.ts'

/** An agent calls the supervisor in charge (R22, R32); the first responsible stays who it is. The same id again answers what it made. */
export async function escalate(ctx: Ctx, { id, escalationId, summary, reason }: Input<typeof escalateTicket>) {
  await transact(ctx, async (tx) => {
    await lockedTicketFor(tx, id, 'work')
    const ticket = await escalatedTicket(tx, id)
    if (!ticket?.isOpen) throw new AppError('wrong_state')
    const source = `agent:${id}:${escalationId}`
    await raise(tx, { id: escalationId, ticket, cause: 'agent', source, summary, reason, raisedBy: myId(tx) })
  })
  return { escalation: await escalationView(ctx, escalationId) }
}

export function acknowledge(ctx: Ctx, { id }: { id: string }) {
  return step(ctx, id, 'acknowledge', async (tx, row) => {
    const acknowledged = { acknowledgedBy: myId(tx), acknowledgedAt: tx.clock.now(), answerDueAt: null }
    await changeEscalation(tx, row.id, { state: 'acknowledged', ...acknowledged })
    await stopClocks(tx, row.id, ['escalation_ack'])
    await settleNotices(tx, { type: 'escalation', id: row.id }, ['escalation_raised', 'escalation_level'])
  })
}

export function act(ctx: Ctx, { id, measure }: Input<typeof actOnEscalation>) {
  return step(ctx, id, 'act', (tx, row) => changeEscalation(tx, row.id, { state: 'acting', measure }))
}

export function close(ctx: Ctx, { id, outcome }: Input<typeof closeEscalation>) {
  return step(ctx, id, 'close', async (tx, row) => {
    await endEscalation(tx, row, { outcome, closedBy: myId(tx) })
    if ((await openEscalationsOf(tx, row.ticketId)).length === 0) await markEscalated(tx, row.ticketId, false)
  })
}

async function step(ctx: Ctx, id: string, name: EscalationStep, work: (tx: Tx, row: EscalationRow) => Promise<void>) {
  await transact(ctx, async (tx) => {
    const row = await lockedEscalationFor(tx, id)
    const to = nextEscalationState(row.state, name)
    if (!to) throw new AppError('wrong_state')
    await work(tx, row)
    if (row.raisedBy && name !== 'act') await tellCaller(tx, row, row.raisedBy)
    if (name === 'close') return
    tx.record({
      subject: { type: 'ticket', id: row.ticketId },
      kind: name === 'act' ? 'escalation.acted' : 'escalation.acknowledged',
      from: row.state,
      to,
      payload: { escalationId: id, groupId: row.groupId, level: row.level },
    })
  })
  return { escalation: await escalationView(ctx, id) }
}

/** Who called hears that somebody answered. */
async function tellCaller(tx: Tx, row: EscalationRow, staffId: string): Promise<void> {
  const ticket = await escalatedTicket(tx, row.ticketId)
  const agent = tx.actor.kind === 'staff' ? tx.actor.name : ''
  const subject = { type: 'escalation', id: row.id } as const
  await notify(tx, { staffId, kind: 'escalation_answered', subject, params: { no: ticket?.no ?? '', agent } })
}

/** SOP 000 四: cause and plan within the hour; late is noted and still owed. The customer is told when the agent says so (R45). */
export async function explain(ctx: Ctx, { id, cause, plan, catchUpAt, tell }: Input<typeof writeExplanation>) {
  await transact(ctx, async (tx) => {
    const row = await lockedExplanationFor(tx, id, 'write')
    if (row.writtenAt) throw new AppError('wrong_state')
    const now = tx.clock.now()
    if (new Date(catchUpAt) <= now) throw new AppError('invalid_input')
    await changeExplanation(tx, id, {
      cause,
      plan,
      catchUpAt: new Date(catchUpAt),
      toldCustomer: tell !== undefined,
      writtenAt: now,
    })
    await stopClocks(tx, id, ['overdue_explanation'])
    await addTicketNote(tx, { ticketId: row.ticketId, kind: 'overdue_explanation', body: `${cause}\n\n${plan}` })
    if (tell) await tellCustomer(tx, { ticketId: row.ticketId, kind: 'reply', body: tell })
    const late = now > row.dueAt
    tx.record({
      subject: { type: 'ticket', id: row.ticketId },
      kind: 'explanation.written',
      payload: { explanationId: id, escalationId: row.escalationId, staffId: row.ownerId, groupId: row.groupId, late },
    })
    const subject = { type: 'escalation', id: row.escalationId } as const
    await settleNotices(tx, subject, ['explanation_owed'])
    const ticket = await escalatedTicket(tx, row.ticketId)
    const params = { no: ticket?.no ?? '', agent: tx.actor.kind === 'staff' ? tx.actor.name : '' }
    const readers = (await supervisorsInCharge(tx, row.groupId)).filter((reader) => reader !== row.ownerId)
    await notifyMany(tx, readers, { kind: 'explanation_written', subject, params })
  })
  return { explanation: await explanationView(ctx, id) }
}

export async function read(ctx: Ctx, { id }: { id: string }) {
  await transact(ctx, async (tx) => {
    const row = await lockedExplanationFor(tx, id, 'read')
    if (!row.writtenAt) throw new AppError('wrong_state')
    if (row.readAt) return
    await changeExplanation(tx, id, { readBy: myId(tx), readAt: tx.clock.now() })
    await settleNotices(tx, { type: 'escalation', id: row.escalationId }, ['explanation_written'])
    tx.record({
      subject: { type: 'ticket', id: row.ticketId },
      kind: 'explanation.read',
      payload: { explanationId: id, groupId: row.groupId },
    })
  })
  return { explanation: await explanationView(ctx, id) }
}

function myId({ actor }: Ctx): string {
  if (actor.kind !== 'staff') throw new Error('answered by people')
  return actor.id
}
