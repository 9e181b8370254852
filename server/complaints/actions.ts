import type * as contract from '../../domain/complaints/contract.ts'
import {
  type ComplaintState,
  type ComplaintStep,
  compensationLimit,
  isComplaintOver,
  isRevisited,
  mayClose,
  nextComplaintState,
} from '../../domain/complaints/rules.ts'
import type { Input } from '../../domain/contract.ts'
import { AppError } from '../../domain/errors.ts'
import { createCallback } from '../callbacks/actions.ts'
import { stopClocks } from '../clocks/actions.ts'
import { type Ctx, type Tx, transact } from '../platform/context.ts'
import { addTicketNote, escalatedTicket, tellCustomer } from '../tickets/actions.ts'
import { lockedComplaintFor, staffActor } from './access.ts'
import { changeComplaint, countStaff, finishItem, type LoadedComplaint, writePlan } from './queries.ts'
import { complaintView, limitsOf } from './views.ts'

/** R36: an apology that is sent, or the note of a call in which it was made, before anything else. */
export function soothe(ctx: Ctx, { id, how, words }: Input<typeof contract.sootheComplaint>) {
  const work: Work = async (tx, row, state) => {
    const { ticketId } = row
    if (how === 'message') {
      if (!(await tellCustomer(tx, { ticketId, kind: 'reply', body: words }))) throw new AppError('wrong_state')
    } else await addTicketNote(tx, { ticketId, kind: 'process', body: words })
    const by = { soothedBy: staffActor(tx).id, soothedAt: tx.clock.now() }
    await changeComplaint(tx, id, { state, soothing: words, soothedHow: how, ...by })
  }
  return step(ctx, id, 'soothe', { work })
}

export const investigate = (ctx: Ctx, { id }: { id: string }) => step(ctx, id, 'investigate', { work: moveOn })
export const renegotiate = (ctx: Ctx, { id }: { id: string }) => step(ctx, id, 'renegotiate', { work: moveOn })
export const execute = (ctx: Ctx, { id }: { id: string }) => step(ctx, id, 'execute', { work: moveOn })

/** A plan has an owner and a deadline for each of its items. */
export function plan(ctx: Ctx, { id, items, tell }: Input<typeof contract.offerPlan>) {
  const work: Work = async (tx, row, state) => {
    const now = tx.clock.now()
    const planned = items.map(({ body, ownerId, dueAt }) => ({ body, ownerId, dueAt: new Date(dueAt) }))
    const owners = [...new Set(planned.map(({ ownerId }) => ownerId))]
    if (planned.some(({ dueAt }) => dueAt <= now) || (await countStaff(tx, owners)) < owners.length)
      throw new AppError('invalid_input')
    await writePlan(tx, id, planned)
    if (tell) await tellCustomer(tx, { ticketId: row.ticketId, kind: 'reply', body: tell })
    await changeComplaint(tx, id, { state })
  }
  return step(ctx, id, 'offer_plan', { work })
}

export function answer(ctx: Ctx, { id, accept, feedback }: Input<typeof contract.answerPlan>) {
  const work: Work = (tx, _row, state) => changeComplaint(tx, id, { state, customerFeedback: feedback })
  return step(ctx, id, accept ? 'accept_plan' : 'reject_plan', { work })
}

export function escalateOutside(ctx: Ctx, { id, reason }: Input<typeof contract.escalateOutside>) {
  return step(ctx, id, 'escalate_external', { work: moveOn, need: 'close', reason })
}

export async function itemDone(ctx: Ctx, { id, itemId }: Input<typeof contract.finishPlanItem>) {
  await transact(ctx, async (tx) => {
    const row = await lockedComplaintFor(tx, id, 'work')
    if (row.state !== 'executing' || !(await finishItem(tx, id, itemId))) throw new AppError('wrong_state')
    record(tx, row, { kind: 'complaint.item_done', payload: { itemId } })
  })
  return { complaint: await complaintView(ctx, id) }
}

/** Every item is done: a revisit is owed, and that is a call-back of its own (R47). */
export async function resolve(ctx: Ctx, { id }: { id: string }) {
  await transact(ctx, async (tx) => {
    const row = await lockedComplaintFor(tx, id, 'work')
    if (row.waitingItems > 0) throw new AppError('wrong_state')
    await move(tx, row, 'resolve')
    await stopClocks(tx, row.ticketId, ['complaint_statutory'])
    const revisitId = await oweRevisit(tx, row)
    const revisit = { ...row, state: 'resolved' as const }
    await changeComplaint(tx, id, { state: nextOf(revisit, 'begin_revisit'), ...(revisitId && { revisitId }) })
    record(tx, revisit, { kind: 'complaint.begin_revisit', from: 'resolved', to: 'revisit' })
  })
  return { complaint: await complaintView(ctx, id) }
}

async function oweRevisit(tx: Tx, row: LoadedComplaint): Promise<string | null> {
  const ticket = await escalatedTicket(tx, row.ticketId)
  if (!ticket?.customerId) throw new AppError('record_incomplete')
  const { customerId, groupId, category, channel, ownerId } = ticket
  const subject = { type: 'ticket', id: row.ticketId } as const
  const made = await createCallback(tx, {
    kind: 'complaint_after',
    subject,
    customerId,
    servedBy: ownerId,
    groupId,
    category,
    channel,
  })
  return made?.id ?? null
}

/** After the revisit, and never by whom it is about. */
export function close(ctx: Ctx, { id }: { id: string }) {
  const judged: Work = async (tx, row, state) => {
    const me = staffActor(tx)
    if (!mayClose(me.id, row.responsibleAgentId)) throw new AppError('not_allowed')
    if (!isRevisited(row.revisitState && { state: row.revisitState })) throw new AppError('record_incomplete')
    await changeComplaint(tx, id, { state, closedBy: me.id, closedAt: tx.clock.now() })
  }
  return step(ctx, id, 'close', { work: judged, need: 'close' })
}

export async function edit(ctx: Ctx, { id, compensation, ...rest }: Input<typeof contract.editComplaint>) {
  await transact(ctx, async (tx) => {
    const row = await lockedComplaintFor(tx, id, 'work')
    if (isComplaintOver(row.state)) throw new AppError('wrong_state')
    const me = staffActor(tx)
    const { responsibleAgentId } = rest
    // Who is named could otherwise name somebody else, and close it then.
    const isRenamed = responsibleAgentId !== undefined && responsibleAgentId !== row.responsibleAgentId
    if (isRenamed && !mayClose(me.id, row.responsibleAgentId)) throw new AppError('not_allowed')
    if (responsibleAgentId && (await countStaff(tx, [responsibleAgentId])) === 0) throw new AppError('invalid_input')
    const limit = compensationLimit(me.roles, await limitsOf(tx))
    if (compensation && limit !== null && compensation.amount > limit) throw new AppError('not_allowed', { limit })
    const given = compensation && {
      compensationAmount: compensation.amount,
      compensationNote: compensation.note,
      compensationBy: me.id,
    }
    const taken = compensation === null && { compensationAmount: null, compensationNote: '', compensationBy: null }
    await changeComplaint(tx, id, { ...rest, ...(given || taken || {}) })
    const fields = [...Object.keys(rest), ...(compensation === undefined ? [] : ['compensation'])]
    record(tx, row, {
      kind: 'complaint.edited',
      payload: { fields, ...(compensation && { amount: compensation.amount }) },
    })
  })
  return { complaint: await complaintView(ctx, id) }
}

type Work = (tx: Tx, row: LoadedComplaint, state: ComplaintState) => Promise<void>
const moveOn: Work = (tx, row, state) => changeComplaint(tx, row.id, { state })

type How = { work: Work; need?: 'work' | 'close'; reason?: string }

async function step(ctx: Ctx, id: string, name: ComplaintStep, { work, need = 'work', reason }: How) {
  await transact(ctx, async (tx) => {
    const row = await lockedComplaintFor(tx, id, need)
    const to = nextOf(row, name)
    await work(tx, row, to)
    record(tx, row, { kind: `complaint.${name}`, from: row.state, to, ...(reason && { reason }) })
  })
  return { complaint: await complaintView(ctx, id) }
}

function nextOf(row: { state: ComplaintState }, name: ComplaintStep): ComplaintState {
  const to = nextComplaintState(row.state, name)
  if (!to) throw new AppError('wrong_state')
  return to
}

async function move(tx: Tx, row: LoadedComplaint, name: ComplaintStep): Promise<void> {
  const to = nextOf(row, name)
  await changeComplaint(tx, row.id, { state: to })
  record(tx, row, { kind: `complaint.${name}`, from: row.state, to })
}

type Recorded = { kind: string; from?: string; to?: string; reason?: string; payload?: Record<string, unknown> }

/** On the ticket's timeline, without a word of the customer. */
function record(tx: Tx, row: LoadedComplaint, { payload, ...event }: Recorded): void {
  tx.record({
    ...event,
    subject: { type: 'ticket', id: row.ticketId },
    payload: { ...payload, complaintId: row.id, no: row.no },
  })
}
