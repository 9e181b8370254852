import { canViewCommitment, canWorkCommitment } from '../../domain/commitments/access.ts'
import { AppError } from '../../domain/errors.ts'
import type { Tx } from '../platform/context.ts'
import { type CommitmentRow, lockCommitment } from './queries.ts'

/** The only way to change a commitment: "not yours" answers like "not there". */
export async function lockedCommitmentFor(tx: Tx, id: string, need: 'view' | 'work'): Promise<CommitmentRow> {
  const row = await lockCommitment(tx, id)
  if (!row || !canViewCommitment(tx.actor, row)) throw new AppError('not_found')
  if (need === 'work' && !canWorkCommitment(tx.actor, row)) throw new AppError('not_allowed')
  return row
}
