import { isOpenTicket } from '../../domain/tickets/lifecycle.ts'
import type { ClockEffect, ClockEffects, DueClock } from '../clocks/queries.ts'
import { staffById } from '../identity/queries.ts'
import { notify, notifyEach, notifyMany } from '../notifications/actions.ts'
import type { Tx } from '../platform/context.ts'
import { management, supervisorsInCharge } from '../shifts/queries.ts'
import { archive, missingNow } from './life/closing.ts'
import { close } from './life/ending.ts'
import { subjectOf } from './life/on-ticket.ts'
import { customerSilent, remindCustomer } from './life/waiting.ts'
import { startLimits, stopAfterwards } from './limits.ts'
import { backIfLast } from './parts/departments.ts'
import { changeNode, nodeById, ticketsOfNodes } from './parts/node-queries.ts'
import { departmentContacts } from './parts/place-queries.ts'
import { freeTickets, type Loaded, lockTicket, lockTickets, touchTickets } from './queries.ts'
import { recordOf, takeStep } from './steps.ts'
import { missingNames } from './words.ts'

const onTicket =
  (work: (tx: Tx, row: Loaded, clock: DueClock) => Promise<unknown>): ClockEffect =>
  async (tx, clock) => {
    const row = await lockTicket(tx, clock.subjectId)
    if (row) await work(tx, row, clock)
  }

/** What happens when a limit of a ticket comes near or runs out; each in the transaction that marks it fired. */
export const ticketClocks: ClockEffects = {
  first_response: { together: limitsReached },
  resolution: { together: limitsReached },
  department_node: (tx, clock) => nodeReached(tx, clock),
  ticket_waiting_reminder: onTicket(async (tx, row) => {
    if (row.state === 'waiting_customer') await remindCustomer(tx, row)
  }),
  ticket_waiting_end: onTicket(async (tx, row) => {
    if (row.state === 'waiting_customer') await customerSilent(tx, row)
  }),
  ticket_auto_close: onTicket(async (tx, row) => {
    if (row.state === 'resolved') await close(tx, row, { event: 'auto_close', reason: 'silent' })
  }),
  ticket_archive: onTicket(async (tx, row) => {
    if (row.state === 'closed') await tryArchive(tx, row)
  }),
}

/** Those tickets that nobody else works on, held until the transaction ends. */
export const holdTickets = freeTickets

export async function holdNodes(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const nodes = await ticketsOfNodes(tx, ids)
  const free = new Set(await freeTickets(tx, [...new Set(nodes.map(({ ticketId }) => ticketId))]))
  return nodes.filter(({ ticketId }) => free.has(ticketId)).map(({ id }) => id)
}

/** Reminders and breaches of many tickets at once: an hour of many tickets ends when the shift begins. */
async function limitsReached(tx: Tx, clocks: DueClock[]): Promise<void> {
  const rows = await lockTickets(tx, [...new Set(clocks.map(({ subjectId }) => subjectId))])
  const open = new Map(rows.filter(({ state }) => isOpenTicket(state)).map((row) => [row.id, row]))
  const reached = clocks.flatMap((clock) => {
    const row = open.get(clock.subjectId)
    return row ? [{ clock, row }] : []
  })
  if (reached.length === 0) return
  await touchTickets(tx, [...open.keys()])
  for (const { clock, row } of reached) recordOf(tx, row, stepOf(clock))
  const concerned = await peopleConcerned(tx, [...open.values()])
  const about = (moment: DueClock['moment']) =>
    reached.filter(({ clock }) => clock.moment === moment).map((one) => ({ ...one, staffIds: concerned(one.row) }))
  const breaches = about('breach').map(({ row, staffIds }) => ({
    staffIds,
    subject: subjectOf(row),
    params: { no: row.no },
  }))
  const reminders = about('reminder').map(({ row, clock, staffIds }) => ({
    staffIds,
    subject: subjectOf(row),
    params: { no: row.no, time: clock.dueAt.toISOString() },
  }))
  await notifyEach(tx, 'ticket_breached', breaches)
  await notifyEach(tx, 'ticket_reminder', reminders)
}

function stepOf({ id: clockId, kind, dueAt, moment, percent }: DueClock) {
  const payload = { clock: kind, clockId, dueAt: dueAt.toISOString(), percent }
  return { kind: moment === 'breach' ? 'breached' : 'reminded', payload }
}

/** classification.json `notify`: normal the owner, urgent the supervisor too, critical the management as well. */
async function peopleConcerned(tx: Tx, rows: readonly Loaded[]): Promise<(row: Loaded) => string[]> {
  const pressing = rows.filter(({ urgency }) => urgency !== 'normal')
  const inCharge = new Map<string | null, string[]>()
  for (const groupId of new Set(pressing.map((row) => row.groupId))) {
    inCharge.set(groupId, await supervisorsInCharge(tx, groupId))
  }
  const above = pressing.some(({ urgency }) => urgency === 'critical') ? await management(tx) : []
  return ({ urgency, groupId, assigneeId, firstResponsibleId }) => {
    const owner = assigneeId ?? firstResponsibleId
    if (urgency === 'normal') return [owner]
    return [owner, ...(inCharge.get(groupId) ?? []), ...(urgency === 'critical' ? above : [])]
  }
}

/** R71: a department that is late is reminded with its supervisor; the agent goes on without it. */
async function nodeReached(tx: Tx, clock: DueClock): Promise<void> {
  const node = await nodeById(tx, clock.subjectId)
  const row = node && (await lockTicket(tx, node.ticketId))
  if (!node || !row || node.state !== 'open') return
  const subject = subjectOf(row)
  const contacts = node.takenBy ? [node.takenBy] : await departmentContacts(tx, node.departmentId)
  const payload = { nodeId: node.id, nodeDepartmentId: node.departmentId, dueAt: clock.dueAt.toISOString() }
  if (clock.moment === 'reminder') {
    const { percent, dueAt } = clock
    await takeStep(tx, row, { kind: 'reminded', payload: { ...payload, clock: 'department_node', percent } })
    const params = { no: row.no, time: dueAt.toISOString() }
    return void (await notifyMany(tx, contacts, { kind: 'ticket_reminder', subject, params }))
  }
  await changeNode(tx, node.id, { state: 'overdue' })
  await backIfLast(tx, row, { kind: 'department_overdue', payload })
  const people = [
    ...contacts,
    row.assigneeId ?? row.firstResponsibleId,
    ...(await supervisorsInCharge(tx, row.groupId)),
  ]
  await notifyMany(tx, people, { kind: 'department_overdue', subject, params: { no: row.no } })
}

/** Complete: archived. Otherwise the first responsible hears what is missing, and it is looked at again later. */
async function tryArchive(tx: Tx, row: Loaded): Promise<void> {
  const missing = await missingNow(tx, row.id)
  if (missing.length === 0) return void (await archive(tx, row))
  await stopAfterwards(tx, row.id)
  await startLimits(tx, row, ['ticket_archive'])
  await takeStep(tx, row, { kind: 'archive_refused', payload: { missing } })
  const reader = await staffById(tx, row.firstResponsibleId)
  if (!reader) return
  const params = { no: row.no, reason: missingNames(reader.locale, missing) }
  await notify(tx, { staffId: reader.id, kind: 'ticket_incomplete', subject: subjectOf(row), params })
}
