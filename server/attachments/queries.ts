import type { Insertable, Selectable } from 'kysely'
import type { Database } from '../migrations/db-types.ts'
import type { Ctx, Tx } from '../platform/context.ts'

export type AttachmentRow = Selectable<Database['attachment']>

export async function insertAttachment(tx: Tx, row: Insertable<Database['attachment']>): Promise<AttachmentRow> {
  return tx.db.insertInto('attachment').values(row).returningAll().executeTakeFirstOrThrow()
}

export function attachmentById(ctx: Ctx, id: string): Promise<AttachmentRow | undefined> {
  return ctx.db.selectFrom('attachment').selectAll().where('id', '=', id).executeTakeFirst()
}

export function attachmentsByIds(ctx: Ctx, ids: readonly string[]): Promise<AttachmentRow[]> {
  return ctx.db.selectFrom('attachment').selectAll().where('id', 'in', ids).execute()
}

/** Gives the upload to a conversation if it is this person's own and no message carries it yet; a send that failed is tried again. */
export function bindUnbound(
  tx: Tx,
  row: { id: string; uploadedByType: string; uploadedBy: string; conversationId: string; stream: string },
): Promise<AttachmentRow | undefined> {
  const { id, uploadedByType, uploadedBy, conversationId, stream } = row
  return tx.db
    .updateTable('attachment')
    .set({ conversationId, stream })
    .where('id', '=', id)
    .where('uploadedByType', '=', uploadedByType)
    .where('uploadedBy', '=', uploadedBy)
    .where((where) =>
      where.not(where.exists(where.selectFrom('message').select('id').whereRef('attachmentId', '=', 'attachment.id'))),
    )
    .returningAll()
    .executeTakeFirst()
}

/** Gives uploads of this person, which nothing carries yet, to a ticket; answers those that are the ticket's now. */
export async function bindToTicketIds(
  tx: Tx,
  { ids, ticketId, uploadedBy }: { ids: readonly string[]; ticketId: string; uploadedBy: string },
): Promise<string[]> {
  const rows = await tx.db
    .updateTable('attachment')
    .set({ ticketId })
    .where('id', 'in', [...ids])
    .where('uploadedBy', '=', uploadedBy)
    .where('conversationId', 'is', null)
    .where((where) => where.or([where('ticketId', 'is', null), where('ticketId', '=', ticketId)]))
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}

export function attachmentsByTickets(ctx: Ctx, ticketIds: readonly string[]): Promise<AttachmentRow[]> {
  return ctx.db
    .selectFrom('attachment')
    .selectAll()
    .where('ticketId', 'in', [...ticketIds])
    .orderBy('createdAt')
    .orderBy('id')
    .execute()
}

/** Locked, so that no message can take one of them while its file is being removed. */
export function claimUnboundBefore(tx: Tx, before: Date, limit: number): Promise<AttachmentRow[]> {
  return tx.db
    .selectFrom('attachment')
    .selectAll()
    .where('conversationId', 'is', null)
    .where('ticketId', 'is', null)
    .where('createdAt', '<', before)
    .orderBy('createdAt')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
}

export async function deleteAttachments(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.db.deleteFrom('attachment').where('id', 'in', ids).execute()
}
