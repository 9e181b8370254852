import { AppError } from '../../domain/errors.ts'
import type { Ctx } from '../platform/context.ts'
import { type AttachmentRow, attachmentById } from './queries.ts'

/** Whether the person of `ctx` may read what a conversation's stream or a ticket carries; their own gates answer. */
export type Bound =
  | { attachmentId: string; conversationId: string; stream: 'talk' | 'note' }
  | { attachmentId: string; ticketId: string }
export type MayRead = (ctx: Ctx, bound: Bound) => Promise<boolean>

/**
 * The only way to a stored file, asked at every request. A bound one is for whoever may read its conversation or ticket now, an unbound
 * one for its uploader alone; "not yours" answers exactly as "not there" (reliability/threats T1, T3).
 */
export async function attachmentFor(ctx: Ctx, id: string, mayRead: MayRead): Promise<AttachmentRow> {
  const row = await attachmentById(ctx, id)
  if (!row || !(await isReadable(ctx, row, mayRead))) throw new AppError('not_found')
  return row
}

async function isReadable(ctx: Ctx, row: AttachmentRow, mayRead: MayRead): Promise<boolean> {
  const { actor } = ctx
  if (actor.kind !== 'staff' && actor.kind !== 'visitor') return false
  const { id: attachmentId, conversationId, ticketId } = row
  // Of a ticket's files the customer has their own; what the house adds to it stays inside.
  if (ticketId !== null && actor.kind === 'visitor' && row.uploadedByType !== 'visitor') return false
  if (ticketId !== null) return mayRead(ctx, { attachmentId, ticketId })
  if (conversationId === null) return row.uploadedByType === actor.kind && row.uploadedBy === actor.id
  return mayRead(ctx, { attachmentId, conversationId, stream: row.stream as 'talk' | 'note' })
}
