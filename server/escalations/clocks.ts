import { type ClockEffects, freeRows, type SubjectHold } from '../clocks/queries.ts'
import { notify, notifyMany } from '../notifications/actions.ts'
import { supervisorsInCharge } from '../shifts/queries.ts'
import { lockEscalation, lockExplanation } from './queries.ts'
import { goUp } from './raising.ts'

export const holdEscalations: SubjectHold = (tx, ids) => freeRows(tx, 'escalation', ids)
export const holdExplanations: SubjectHold = (tx, ids) => freeRows(tx, 'explanation', ids)

export const escalationClocks: ClockEffects = {
  escalation_ack: async (tx, clock) => {
    if (clock.moment !== 'breach') return
    const row = await lockEscalation(tx, clock.subjectId)
    if (row?.state === 'raised') await goUp(tx, row, String(clock.payload.no))
  },

  // SOP 000 四: within the hour. The agent is reminded on the way, the supervisor learns when nothing came.
  overdue_explanation: async (tx, clock) => {
    const row = await lockExplanation(tx, clock.subjectId)
    if (!row || row.writtenAt) return
    const subject = { type: 'escalation', id: row.escalationId } as const
    const no = String(clock.payload.no)
    if (clock.moment === 'reminder') {
      const params = { no, time: row.dueAt.toISOString() }
      await notify(tx, { staffId: row.ownerId, kind: 'explanation_owed', subject, params })
      return
    }
    tx.record({
      subject: { type: 'ticket', id: row.ticketId },
      kind: 'explanation.overdue',
      payload: { explanationId: row.id, escalationId: row.escalationId, staffId: row.ownerId, groupId: row.groupId },
    })
    const readers = (await supervisorsInCharge(tx, row.groupId)).filter((reader) => reader !== row.ownerId)
    await notifyMany(tx, readers, { kind: 'explanation_overdue', subject, params: { no } })
  },
}
