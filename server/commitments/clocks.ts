import { nextCommitmentState } from '../../domain/commitments/rules.ts'
import { type ClockEffects, freeRows, type SubjectHold } from '../clocks/queries.ts'
import { notify, notifyMany } from '../notifications/actions.ts'
import type { Tx } from '../platform/context.ts'
import { supervisorsInCharge } from '../shifts/queries.ts'
import { type CommitmentRow, changeCommitment, commitmentViewRow, lockCommitment } from './queries.ts'

export const holdCommitments: SubjectHold = (tx, ids) => freeRows(tx, 'commitment', ids)

/** 30 min before its time the owner is reminded; past it the promise is missed, which the supervisor learns too. */
export const commitmentClocks: ClockEffects = {
  commitment: async (tx, clock) => {
    const row = await lockCommitment(tx, clock.subjectId)
    if (!row || row.endedAt) return
    const subject = { type: 'commitment', id: row.id } as const
    const view = await commitmentViewRow(tx, row.id)
    const customer = view?.customer?.name ?? row.no
    if (clock.moment === 'reminder') {
      const soon = nextCommitmentState(row.state, 'come_due_soon')
      if (soon) await move(tx, row, soon)
      const params = { customer, time: row.dueAt.toISOString() }
      await notify(tx, { staffId: row.ownerId, kind: 'commitment_due_soon', subject, params })
      return
    }
    const missed = nextCommitmentState(row.state, 'pass_due')
    if (!missed) return
    await move(tx, row, missed)
    const people = [row.ownerId, ...(await supervisorsInCharge(tx, row.groupId))]
    await notifyMany(tx, people, { kind: 'commitment_missed', subject, params: { customer } })
  },
}

async function move(tx: Tx, row: CommitmentRow, to: CommitmentRow['state']): Promise<void> {
  await changeCommitment(tx, row.id, { state: to })
  tx.record({
    subject: row.ticketId
      ? { type: 'ticket', id: row.ticketId }
      : { type: 'conversation', id: row.conversationId ?? row.id },
    kind: `commitment.${to}`,
    from: row.state,
    to,
    payload: { commitmentId: row.id, no: row.no, staffId: row.ownerId, groupId: row.groupId },
  })
}
