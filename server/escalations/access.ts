import { AppError } from '../../domain/errors.ts'
import { canAnswerEscalation, canViewEscalation } from '../../domain/escalations/access.ts'
import type { Tx } from '../platform/context.ts'
import { type EscalationRow, type ExplanationRow, escalationById, lockEscalation, lockExplanation } from './queries.ts'

/** The only way to change an escalation: "not yours" answers like "not there". */
export async function lockedEscalationFor(tx: Tx, id: string): Promise<EscalationRow> {
  const row = await lockEscalation(tx, id)
  if (!row || !canViewEscalation(tx.actor, row)) throw new AppError('not_found')
  if (!canAnswerEscalation(tx.actor, row)) throw new AppError('not_allowed')
  return row
}

/** An explanation is written by who owes it and read by who answers its escalation. */
export async function lockedExplanationFor(tx: Tx, id: string, need: 'write' | 'read'): Promise<ExplanationRow> {
  const row = await lockExplanation(tx, id)
  const escalation = row && (await escalationById(tx, row.escalationId))
  if (!row || !escalation || !canViewEscalation(tx.actor, escalation)) throw new AppError('not_found')
  const isOwner = tx.actor.kind === 'staff' && tx.actor.id === row.ownerId
  if (need === 'write' ? !isOwner : !canAnswerEscalation(tx.actor, escalation)) throw new AppError('not_allowed')
  return row
}
