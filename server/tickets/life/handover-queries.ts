import type { Ctx, Tx } from '../../platform/context.ts'

export async function insertHandover(
  tx: Tx,
  asked: { id: string; ticketId: string; fromId: string; toId: string; reason: string },
): Promise<void> {
  await tx.db
    .insertInto('ticketHandover')
    .values({ ...asked, askedAt: tx.clock.now() })
    .execute()
}

export function openHandover(
  ctx: Ctx,
  ticketId: string,
): Promise<{ id: string; fromId: string; toId: string } | undefined> {
  return ctx.db
    .selectFrom('ticketHandover')
    .select(['id', 'fromId', 'toId'])
    .where('ticketId', '=', ticketId)
    .where('answeredAt', 'is', null)
    .executeTakeFirst()
}

export async function answerHandover(tx: Tx, id: string, accepted: boolean): Promise<void> {
  await tx.db.updateTable('ticketHandover').set({ accepted, answeredAt: tx.clock.now() }).where('id', '=', id).execute()
}
