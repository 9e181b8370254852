import type { Tx } from '../../platform/context.ts'

type Item = { id?: string | undefined; body: string; done: boolean }

/** Writes the checklist anew; what was ticked before keeps who and when. Ids of other tickets count as new items. */
export async function replaceChecks(
  tx: Tx,
  { ticketId, staffId, items }: { ticketId: string; staffId: string; items: readonly Item[] },
): Promise<void> {
  const before = await tx.db.deleteFrom('ticketCheck').where('ticketId', '=', ticketId).returningAll().execute()
  if (items.length === 0) return
  const known = new Map(before.map((check) => [check.id, check]))
  const rows = items.map(({ id, body, done }, position) => {
    const old = id ? known.get(id) : undefined
    if (old) known.delete(old.id)
    const ticked = old?.doneAt
      ? { doneAt: old.doneAt, doneBy: old.doneBy }
      : { doneAt: tx.clock.now(), doneBy: staffId }
    return {
      id: old?.id ?? tx.clock.newId(),
      ticketId,
      position,
      body,
      ...(done ? ticked : { doneAt: null, doneBy: null }),
    }
  })
  await tx.db.insertInto('ticketCheck').values(rows).execute()
}
