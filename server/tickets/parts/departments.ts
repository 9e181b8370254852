import type { Input } from '../../../domain/contract.ts'
import { AppError } from '../../../domain/errors.ts'
import type * as contract from '../../../domain/tickets/contract.ts'
import { cancelClocks, startClockUntil, startServiceClock, stopClocks } from '../../clocks/actions.ts'
import { notify, notifyMany, settleNotices } from '../../notifications/actions.ts'
import type { Ctx, Tx } from '../../platform/context.ts'
import { staffActor } from '../access.ts'
import { onTicket, subjectOf } from '../life/on-ticket.ts'
import { limitFacts } from '../limits.ts'
import type { Loaded } from '../queries.ts'
import { announceBefore, stateAfter, takeStep, writeNote } from '../steps.ts'
import { changeNode, insertNode, type NodeRow, nodeOf, openNodes } from './node-queries.ts'
import { departmentContacts, isActiveDepartment } from './place-queries.ts'

const dayMs = 86_400_000

/** R28, R71: asks a department for its part, due in 24 h unless said otherwise; several departments may be asked at once. */
export function sendToDepartment(ctx: Ctx, input: Input<typeof contract.sendToDepartment>): Promise<void> {
  const { id, departmentId, request } = input
  return onTicket(ctx, { id, need: 'work' }, async (tx, row) => {
    stateAfter(tx, row, 'send_to_department')
    const now = tx.clock.now()
    const asked = input.dueAt ? new Date(input.dueAt) : null
    if (asked && asked <= now) throw new AppError('invalid_input', {}, { dueAt: 'past' })
    if (!(await isActiveDepartment(tx, departmentId)))
      throw new AppError('invalid_input', {}, { departmentId: 'unknown' })
    const nodeId = tx.clock.newId()
    const dueAt = await startNode(tx, row, { nodeId, asked })
    const { id: sentBy } = staffActor(tx)
    await insertNode(tx, { id: nodeId, ticketId: id, departmentId, request, sentBy, sentAt: now, dueAt })
    await takeStep(tx, row, {
      kind: 'sent_to_department',
      event: 'send_to_department',
      change: { departmentId: row.departmentId ?? departmentId },
      payload: { nodeId, nodeDepartmentId: departmentId, dueAt: dueAt.toISOString() },
    })
    const contacts = await departmentContacts(tx, departmentId)
    await notifyMany(tx, contacts, { kind: 'department_asked', subject: subjectOf(row), params: { no: row.no } })
  })
}

async function startNode(
  tx: Tx,
  row: Loaded,
  { nodeId, asked }: { nodeId: string; asked: Date | null },
): Promise<Date> {
  const start = {
    subject: { type: 'ticket_node', id: nodeId },
    kind: 'department_node',
    ownerId: row.assigneeId ?? row.firstResponsibleId,
    payload: { ticketId: row.id },
  } as const
  if (asked) {
    await startClockUntil(tx, { ...start, dueAt: asked })
    return asked
  }
  const { dueAt } = await startServiceClock(tx, { ...start, facts: limitFacts(row) })
  return dueAt ?? new Date(tx.clock.now().getTime() + dayMs)
}

/** The part of somebody's own department, or any part for who works the ticket. */
async function nodeFor(tx: Tx, row: Loaded, nodeId: string): Promise<NodeRow> {
  const node = await nodeOf(tx, row.id, nodeId)
  const me = staffActor(tx)
  const answersFor = me.roles.includes('department_contact') && !me.roles.some((role) => workers.includes(role))
  if (!node || (answersFor && node.departmentId !== me.departmentId)) throw new AppError('not_found')
  if (node.state !== 'open' && node.state !== 'overdue') throw new AppError('wrong_state', { rule: 'node_over' })
  return node
}
const workers: readonly string[] = ['agent', 'senior_agent', 'supervisor']

export function takeNode(ctx: Ctx, { id, nodeId }: { id: string; nodeId: string }): Promise<void> {
  return onTicket(ctx, { id, need: 'answer' }, async (tx, row) => {
    const node = await nodeFor(tx, row, nodeId)
    const me = staffActor(tx)
    if (node.takenBy === me.id) return
    await changeNode(tx, nodeId, { takenBy: me.id, takenAt: tx.clock.now() })
    await settleNotices(tx, subjectOf(row), ['department_asked'])
    await takeStep(tx, row, {
      kind: 'department_taken',
      payload: { nodeId, nodeDepartmentId: node.departmentId, previousStaffId: node.takenBy },
    })
  })
}

/** The department's result. With the last part back the ticket goes on where it came from. */
export function returnNode(ctx: Ctx, input: Input<typeof contract.returnNode>): Promise<void> {
  const { id, nodeId, result } = input
  return onTicket(ctx, { id, need: 'answer' }, async (tx, row) => {
    const node = await nodeFor(tx, row, nodeId)
    const me = staffActor(tx)
    const now = tx.clock.now()
    await stopClocks(tx, nodeId, ['department_node'])
    await changeNode(tx, nodeId, {
      ...{ state: 'returned', result, returnedBy: me.id, returnedAt: now },
      ...(node.takenBy === null && { takenBy: me.id, takenAt: now }),
    })
    await writeNote(tx, id, { kind: 'department', body: result, departmentId: node.departmentId })
    await settleNotices(tx, subjectOf(row), ['department_asked', 'department_overdue'])
    await backIfLast(tx, row, {
      kind: 'department_returned',
      payload: { nodeId, nodeDepartmentId: node.departmentId, late: now > node.dueAt },
    })
    await notify(tx, {
      staffId: row.assigneeId ?? row.firstResponsibleId,
      kind: 'ticket_returned',
      subject: subjectOf(row),
      params: { no: row.no },
    })
  })
}

export function recallNode(ctx: Ctx, input: Input<typeof contract.recallNode>): Promise<void> {
  const { id, nodeId, reason } = input
  return onTicket(ctx, { id, need: 'work' }, async (tx, row) => {
    const node = await nodeFor(tx, row, nodeId)
    await recall(tx, nodeId)
    // The department sees it no more.
    announceBefore(tx, row)
    await settleNotices(tx, subjectOf(row), ['department_asked', 'department_overdue'])
    await backIfLast(tx, row, {
      kind: 'department_recalled',
      reason,
      payload: { nodeId, nodeDepartmentId: node.departmentId },
    })
  })
}

async function recall(tx: Tx, nodeId: string): Promise<void> {
  await cancelClocks(tx, nodeId, ['department_node'])
  await changeNode(tx, nodeId, { state: 'recalled' })
}

/** The ticket ends otherwise: nobody need work on a part any more. */
export async function recallAll(tx: Tx, ticketId: string): Promise<void> {
  for (const node of await openNodes(tx, ticketId)) await recall(tx, node.id)
}

type Back = { kind: string; reason?: string; payload: Record<string, unknown> }

/** As long as another department is in time, the ticket waits for it. */
export async function backIfLast(tx: Tx, row: Loaded, step: Back): Promise<void> {
  const waits = (await openNodes(tx, row.id)).some(({ state }) => state === 'open')
  const event = step.kind === 'department_overdue' ? ('department_overdue' as const) : ('department_returned' as const)
  await takeStep(tx, row, { ...step, ...(!waits && row.state === 'waiting_department' && { event }) })
}
