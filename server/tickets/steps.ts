import { AppError } from '../../domain/errors.ts'
import type { Staff } from '../../domain/identity/actor.ts'
import { nextTicketState, type TicketEvent, type TicketState } from '../../domain/tickets/lifecycle.ts'
import type { NoteKind } from '../../domain/tickets/views.ts'
import type { Tx } from '../platform/context.ts'
import {
  changeTicket,
  factsOf,
  insertNote,
  type Loaded,
  noteById,
  type TicketChange,
  type TicketRecord,
} from './queries.ts'
import { stepRefusal } from './words.ts'

type Step = {
  /** Past tense, without `ticket.`. */
  kind: string
  /** The step of the state machine; without one the state stays. */
  event?: TicketEvent
  change?: TicketChange
  reason?: string
  payload?: Record<string, unknown>
}

/** The state after `event`, or the refusal in words. */
export function stateAfter(tx: Tx, row: Pick<Loaded, 'state'>, event: TicketEvent): TicketState {
  const state = nextTicketState(row.state, event)
  if (!state) throw stepRefusal(tx.actor, row.state, event)
  return state
}

/** One recorded change of a ticket: state by the machine, row, event and live hint together. Clocks are changed before. */
export async function takeStep(tx: Tx, row: Loaded, step: Step): Promise<Loaded> {
  const to = step.event ? stateAfter(tx, row, step.event) : row.state
  const change = { ...step.change, ...(to !== row.state && { state: to }) }
  const after: Loaded = { ...row, ...(await changeTicket(tx, row.id, change)) }
  recordOf(tx, after, { ...step, from: row.state })
  if (movesSight(row, after)) announceBefore(tx, row)
  return after
}

type Recorded = Omit<Step, 'event' | 'change'> & { from?: TicketState }

/** The event of a step; its payload names groups and people by id, never words. */
export function recordOf(tx: Tx, row: TicketRecord, { kind, from = row.state, reason, payload }: Recorded): void {
  tx.record({
    subject: { type: 'ticket', id: row.id },
    kind: `ticket.${kind}`,
    from,
    to: row.state,
    ...(reason && { reason }),
    payload: { ...whose(row), ...payload },
  })
}

function whose({
  groupId,
  departmentId,
  assigneeId,
  firstResponsibleId,
  urgency,
  category,
  channel,
  nature,
}: TicketRecord) {
  const staffId = assigneeId ?? firstResponsibleId
  return { groupId, departmentId, assigneeId, firstResponsibleId, staffId, urgency, category, channel, nature }
}

const sight = ['groupId', 'departmentId', 'assigneeId', 'firstResponsibleId', 'state'] as const
const movesSight = (before: Loaded, after: Loaded) => sight.some((key) => before[key] !== after[key])

/** Tells the live side who could see it before; that it changed is told with the event. */
export function announceBefore(tx: Tx, before: Loaded): void {
  tx.afterCommit(() => tx.platform.hints.publish({ topic: 'ticket', id: before.id, before: factsOf(before) }))
}

type Words = {
  id?: string
  kind: NoteKind
  body: string
  departmentId?: string | null
  messageId?: string
  toldBy?: string
}

/** Writes a note in the name of who acts. The same id with the same words is the same note; answers its id. */
export async function writeNote(tx: Tx, ticketId: string, words: Words): Promise<{ id: string; isNew: boolean }> {
  const { id = tx.clock.newId(), ...rest } = words
  const staff = tx.actor.kind === 'staff' ? (tx.actor as Staff) : null
  const authorType = staff
    ? 'staff'
    : tx.actor.kind === 'visitor' || tx.actor.kind === 'anonymous'
      ? 'customer'
      : 'system'
  const note = { ...rest, id, ticketId, authorType, authorId: staff?.id ?? null } as const
  if (await insertNote(tx, note)) return { id, isNew: true }
  const before = await noteById(tx, id)
  const isSame = before?.ticketId === ticketId && before.kind === words.kind && before.body === words.body
  if (!isSame || before.authorId !== note.authorId) throw new AppError('idempotency_mismatch')
  return { id, isNew: false }
}
