import { uuidv7 } from '../../platform/clock.ts'
import type { Row } from '../bulk.ts'
import type { Breach } from './limits.ts'
import { hour, minute, type Story } from './story.ts'

/** A limit broke (SOP 000 四): the supervisor is called and answers, the agent explains within the hour. */
export function afterBreach(story: Story, { kind, clockId, dueAt }: Breach): void {
  const { line, node } = story
  const payload = { clock: kind, clockId, dueAt: dueAt.toISOString() }
  if (kind === 'department_node' && node) {
    node.state = 'overdue'
    const about = { nodeId: node.id, nodeDepartmentId: node.departmentId, dueAt: payload.dueAt }
    const back = line.ticket.state === 'waiting_department' && { to: 'in_progress' as const }
    line.record('ticket.department_overdue', { ...back, payload: about })
    return
  }
  if (kind !== 'first_response' && kind !== 'resolution') return
  line.record('ticket.breached', { payload })
  callSupervisor(story, { kind, clockId, dueAt })
}

function callSupervisor(story: Story, { kind, clockId }: Breach): void {
  const { line, limits, people, late, dice } = story
  const { ticket } = line
  const id = uuidv7(line.now())
  const row: Row = {
    ...{ id, ticketId: ticket.id, groupId: ticket.groupId, departmentId: ticket.departmentId, level: 1 },
    ...{ cause: 'breach', source: `clock:${clockId}`, clockKind: kind, urgency: ticket.urgency },
    ...{ summary: ticket.subject, reason: late.escalation, raisedBy: null, state: 'raised', raisedAt: line.now() },
    ...{ answerDueAt: null, acknowledgedBy: null, acknowledgedAt: null, measure: '', closedBy: null, closedAt: null },
    outcome: '',
  }
  line.rows.escalation.push(row)
  const told = { escalationId: id, staffId: people.supervisor, level: 1, toldAt: line.now() }
  line.rows.escalationRecipient.push(told)
  ticket.escalated = true
  const about = { escalationId: id, level: 1 }
  line.record('ticket.escalated', { reason: late.escalation, payload: { ...about, cause: 'breach', clock: kind } })
  const asked = { type: 'escalation', id, payload: { ticketId: ticket.id, no: ticket.no } }
  row.answerDueAt = limits.start('escalation_ack', asked)
  story.escalations.push(row)
  const longest = ticket.urgency === 'critical' ? 4 : 13
  line.later(dice.whole(2, longest) * minute, () => acknowledge(story, row))
  explainLater(story, row)
}

function acknowledge({ line, limits, people, late, dice }: Story, row: Row): void {
  if (row.state !== 'raised') return
  limits.stop('escalation_ack', row.id as string)
  const seen = { acknowledgedBy: people.supervisor, acknowledgedAt: line.now(), answerDueAt: null }
  Object.assign(row, { state: 'acknowledged', ...seen })
  line.record('escalation.acknowledged', { by: people.supervisor, payload: { escalationId: row.id, level: 1 } })
  line.later(dice.whole(4, 20) * minute, () => {
    if (row.state !== 'acknowledged') return
    Object.assign(row, { state: 'acting', measure: late.measure })
    line.record('escalation.acted', { by: people.supervisor, payload: { escalationId: row.id, level: 1 } })
  })
}

function explainLater(story: Story, escalation: Row): void {
  const { line, limits, people, late, dice } = story
  const { ticket } = line
  const id = uuidv7(line.now())
  const owner = { ownerId: ticket.assigneeId ?? ticket.firstResponsibleId, owedAt: line.now() }
  const asked = { type: 'explanation', id, payload: { ticketId: ticket.id, no: ticket.no } }
  const dueAt = limits.start('overdue_explanation', asked)
  const row: Row = {
    ...{ id, escalationId: escalation.id, ticketId: ticket.id, groupId: ticket.groupId, ...owner, dueAt },
    ...{ cause: '', plan: '', catchUpAt: null, toldCustomer: false, writtenAt: null, readBy: null, readAt: null },
  }
  line.rows.explanation.push(row)
  const payload = { explanationId: id, escalationId: escalation.id, dueAt: dueAt.toISOString() }
  line.record('explanation.owed', { payload })
  line.later(dice.whole(18, 55) * minute, () => {
    limits.stop('overdue_explanation', id)
    const catchUpAt = new Date(line.now().getTime() + 2 * hour)
    const said = { cause: late.cause, plan: late.plan, catchUpAt, toldCustomer: dice.chance(0.8) }
    Object.assign(row, { ...said, writtenAt: line.now() })
    line.note('overdue_explanation', `${late.cause}\n\n${late.plan}`, { by: owner.ownerId as string })
    line.record('explanation.written', { by: owner.ownerId as string, payload: { ...payload, late: false } })
    line.later(dice.whole(5, 90) * minute, () => {
      Object.assign(row, { readBy: people.supervisor, readAt: line.now() })
      line.record('explanation.read', { by: people.supervisor, payload: { explanationId: id } })
    })
  })
}
