import type { Tx } from '../../platform/context.ts'

/** False when a field of this ticket has been excused already. */
export async function insertWaiver(
  tx: Tx,
  waiver: { ticketId: string; field: string; reason: string; waivedBy: string },
): Promise<boolean> {
  const made = await tx.db
    .insertInto('ticketWaiver')
    .values({ ...waiver, at: tx.clock.now() })
    .onConflict((conflict) => conflict.column('ticketId').doNothing())
    .executeTakeFirst()
  return (made.numInsertedOrUpdatedRows ?? 0n) > 0n
}
