import type { PresenceView } from '../../domain/identity/presence.ts'
import type { Tx } from '../platform/context.ts'

type Reason = PresenceView['reason']
export type PresenceRecord = { state: PresenceView['state']; reason: Reason; connected: boolean; since: Date }

/** The row of a person, made when missing and locked until the transaction ends. */
export async function lockPresence(tx: Tx, staffId: string): Promise<PresenceRecord> {
  const at = tx.clock.now()
  await tx.db
    .insertInto('presence')
    .values({ staffId, state: 'offline', since: at, idleSince: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const row = await tx.db
    .selectFrom('presence')
    .select(['state', 'reason', 'connected', 'since'])
    .where('staffId', '=', staffId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  return row as PresenceRecord
}

type Change = { state?: string; reason?: Reason; since?: Date; connected?: boolean; idleSince?: Date }

export async function updatePresence(tx: Tx, staffId: string, change: Change): Promise<void> {
  await tx.db.updateTable('presence').set(change).where('staffId', '=', staffId).execute()
}
