import type { Input } from '../../../domain/contract.ts'
import { AppError } from '../../../domain/errors.ts'
import type * as contract from '../../../domain/tickets/contract.ts'
import { isFinal } from '../../../domain/tickets/lifecycle.ts'
import { notify, settleNotices } from '../../notifications/actions.ts'
import type { Ctx, Tx } from '../../platform/context.ts'
import { staffActor } from '../access.ts'
import type { Loaded } from '../queries.ts'
import { announceBefore, takeStep } from '../steps.ts'
import { finalRefusal } from '../words.ts'
import { servingColleague } from './assign.ts'
import { answerHandover, insertHandover, openHandover } from './handover-queries.ts'
import { onTicket, subjectOf } from './on-ticket.ts'

/** R46: a colleague is asked to answer for it; nothing moves until they accept. */
export function handOverTicket(ctx: Ctx, input: Input<typeof contract.handOverTicket>): Promise<void> {
  const { id, toStaffId, reason } = input
  return onTicket(ctx, { id, need: 'reassign' }, async (tx, row) => {
    await servingColleague(tx, toStaffId)
    if (toStaffId === row.firstResponsibleId) throw new AppError('invalid_input', {}, { toStaffId: 'own' })
    if (row.handoverTo) throw new AppError('already_exists', { rule: 'handover_open' })
    const fromId = row.firstResponsibleId
    await insertHandover(tx, { id: tx.clock.newId(), ticketId: id, fromId, toId: toStaffId, reason })
    await takeStep(tx, row, { kind: 'handover_asked', reason, payload: { fromStaffId: fromId, toStaffId } })
    const subject = subjectOf(row)
    await notify(tx, { staffId: toStaffId, kind: 'ticket_handover_asked', subject, params: { no: row.no } })
  })
}

/** Only who was asked answers. Accepted, the work goes along when it was with who handed it over. */
export function answerHandOver(ctx: Ctx, input: Input<typeof contract.answerHandOver>): Promise<void> {
  const { id, accept, reason } = input
  return onTicket(ctx, { id, need: 'view' }, async (tx, row) => {
    const me = staffActor(tx)
    const asked = await openHandover(tx, id)
    if (!asked || asked.toId !== me.id) throw new AppError('wrong_state', { rule: 'not_waiting' })
    // What is over is nobody's to answer for any more; who was asked may still say no.
    if (accept && isFinal(row.state)) throw finalRefusal(tx.actor, row.state)
    if (accept) await servingColleague(tx, me.id)
    await answerHandover(tx, asked.id, accept)
    await settleNotices(tx, subjectOf(row), ['ticket_handover_asked'])
    // Who declines sees it no more unless it is theirs otherwise.
    if (!accept) announceBefore(tx, row)
    await takeStep(tx, row, {
      kind: 'handover_answered',
      reason,
      change: accept ? moved(row, { ...asked, at: tx.clock.now() }) : {},
      payload: { accepted: accept, fromStaffId: asked.fromId, toStaffId: me.id },
    })
    await tellAsker(tx, row, asked.fromId)
  })
}

function moved(row: Loaded, { fromId, toId, at }: { fromId: string; toId: string; at: Date }): Partial<Loaded> {
  const workMoves = row.assigneeId === fromId
  return { firstResponsibleId: toId, ...(workMoves && { assigneeId: toId, assignedAt: at }) }
}

async function tellAsker(tx: Tx, row: Loaded, staffId: string): Promise<void> {
  await notify(tx, { staffId, kind: 'ticket_handover_answered', subject: subjectOf(row), params: { no: row.no } })
}
