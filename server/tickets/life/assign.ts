import type { Input } from '../../../domain/contract.ts'
import { AppError } from '../../../domain/errors.ts'
import { scopesOf } from '../../../domain/identity/permissions.ts'
import type * as contract from '../../../domain/tickets/contract.ts'
import { nextTicketState } from '../../../domain/tickets/lifecycle.ts'
import { notify, settleNotices } from '../../notifications/actions.ts'
import type { Ctx, Tx } from '../../platform/context.ts'
import { staffActor } from '../access.ts'
import { type Assignee, colleague, isActiveGroup } from '../parts/place-queries.ts'
import type { Loaded } from '../queries.ts'
import { stateAfter, takeStep } from '../steps.ts'
import { onTicket, subjectOf } from './on-ticket.ts'

/** Gives it to a person, to a group, or to a person of a group; the first responsible stays (R26, R46). */
export function assignTicket(ctx: Ctx, input: Input<typeof contract.assignTicket>): Promise<Loaded> {
  const { id, toStaffId, toGroupId, reason } = input
  return onTicket(ctx, { id, need: 'reassign' }, async (tx, row) => {
    if (!toStaffId && !toGroupId) throw new AppError('invalid_input', {}, { toStaffId: 'missing' })
    const groupId = toGroupId ?? row.groupId
    if (toGroupId && !(await isActiveGroup(tx, toGroupId)))
      throw new AppError('invalid_input', {}, { toGroupId: 'unknown' })
    const person = toStaffId ? await servingColleague(tx, toStaffId) : null
    if (person && toGroupId && !person.groupIds.includes(toGroupId)) throw new AppError('agent_unavailable')
    if (row.groupId === groupId && row.assigneeId === (person?.id ?? null)) return row
    return give(tx, row, { groupId, assigneeId: person?.id ?? null, reason })
  })
}

/** Somebody who may have tickets; others answer like nobody. */
export async function servingColleague(tx: Tx, id: string): Promise<Assignee> {
  const person = await colleague(tx, id)
  if (!person) throw new AppError('agent_unavailable')
  const scopes = scopesOf(person.roles, 'tickets.work')
  if (!scopes.includes('own') && !scopes.includes('group')) throw new AppError('agent_unavailable')
  return person
}

type Given = { groupId: string | null; assigneeId: string | null; reason: string }

async function give(tx: Tx, row: Loaded, { groupId, assigneeId, reason }: Given): Promise<Loaded> {
  // A group alone gets what is new as it is: whoever of them takes it accepts it.
  const event = assigneeId ? ('assign' as const) : undefined
  stateAfter(tx, row, 'assign')
  await settleNotices(tx, subjectOf(row), ['ticket_assigned'])
  const after = await takeStep(tx, row, {
    kind: 'assigned',
    ...(event && { event }),
    reason,
    change: { groupId, assigneeId, assignedAt: assigneeId ? tx.clock.now() : null },
    payload: {
      toStaffId: assigneeId,
      toGroupId: groupId,
      previousStaffId: row.assigneeId,
      previousGroupId: row.groupId,
    },
  })
  const isOthers = assigneeId && !(tx.actor.kind === 'staff' && tx.actor.id === assigneeId)
  if (isOthers)
    await notify(tx, { staffId: assigneeId, kind: 'ticket_assigned', subject: subjectOf(row), params: { no: row.no } })
  return after
}

/** 受理: takes it and begins. The first response goes on until the customer hears a person (model 2.3). */
export function acceptTicket(ctx: Ctx, { id }: { id: string }): Promise<void> {
  return onTicket(ctx, { id, need: 'begin' }, async (tx, row) => {
    const me = staffActor(tx)
    const now = tx.clock.now()
    const isMine = row.assigneeId === me.id
    if (isMine && row.acceptedAt && row.state !== 'assigned') return
    // Passed to the group while somebody was at work: its state is as far as it was.
    const isMachine = row.assigneeId !== null || nextTicketState(row.state, 'accept') !== null
    await settleNotices(tx, subjectOf(row), ['ticket_assigned'])
    await takeStep(tx, row, {
      kind: 'accepted',
      ...(isMachine && { event: 'accept' as const }),
      change: {
        acceptedAt: row.acceptedAt ?? now,
        ...(!isMine && { assigneeId: me.id, assignedAt: now }),
      },
      payload: { toStaffId: me.id, previousStaffId: row.assigneeId },
    })
  })
}
