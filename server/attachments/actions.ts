import { cleanFileName, nameFitting, withExtension } from '../../domain/attachments/file-name.ts'
import type { AttachmentView } from '../../domain/conversations/views.ts'
import { AppError } from '../../domain/errors.ts'
import type { Staff, Visitor } from '../../domain/identity/actor.ts'
import { type Ctx, type Platform, type Tx, transact } from '../platform/context.ts'
import { sha256 } from '../platform/crypto.ts'
import { redraw } from './pictures.ts'
import {
  type AttachmentRow,
  attachmentsByIds,
  attachmentsByTickets,
  bindToTicketIds,
  bindUnbound,
  claimUnboundBefore,
  deleteAttachments,
  insertAttachment,
} from './queries.ts'
import { sniff } from './sniff.ts'
import type { Upload } from './upload.ts'

type Uploader = Pick<Staff | Visitor, 'kind' | 'id'>
type Checked = {
  name: string
  mime: string
  kind: 'image' | 'file'
  bytes: Buffer
  thumb: Buffer | null
  width: number | null
  height: number | null
}

const unboundHours = 24

/**
 * Checks, redraws and keeps an upload of its owner until a message carries it. The row stands before the file, so a crash
 * leaves nothing that the cleaning job does not find; a full disk leaves neither row nor half a file.
 */
export async function storeUpload(ctx: Ctx, upload: Upload, owner: Uploader): Promise<AttachmentView> {
  const checked = await check(upload)
  const id = ctx.clock.newId()
  const storageKey = storageKeyOf(id, ctx.clock.now())
  const row = await transact(ctx, async (tx) => {
    const { name, mime, kind, width, height, bytes } = checked
    tx.record({
      subject: { type: 'attachment', id },
      kind: 'attachment.uploaded',
      payload: { kind, mime, size: bytes.length },
    })
    return insertAttachment(tx, {
      id,
      uploadedByType: owner.kind,
      uploadedBy: owner.id,
      name,
      mime,
      kind,
      width,
      height,
      size: bytes.length,
      sha256: sha256(bytes),
      storageKey,
      thumbKey: checked.thumb && `${storageKey}.thumb`,
      createdAt: tx.clock.now(),
    })
  })
  await keepFiles(ctx, row, checked)
  return viewOf(row)
}

/** Gives an upload to the conversation whose message carries it: only the uploader's own, and only once. */
export async function bindAttachment(
  tx: Tx,
  input: { attachmentId: string; actor: Uploader; conversationId: string; stream: 'talk' | 'note' },
): Promise<AttachmentView> {
  const { attachmentId, actor, conversationId, stream } = input
  const row = await bindUnbound(tx, {
    id: attachmentId,
    uploadedByType: actor.kind,
    uploadedBy: actor.id,
    conversationId,
    stream,
  })
  if (!row) throw new AppError('not_found')
  tx.record({
    subject: { type: 'attachment', id: attachmentId },
    kind: 'attachment.bound',
    payload: { conversationId, stream },
  })
  return viewOf(row)
}

/** Gives uploads to a ticket: only the uploader's own that nothing carries yet; the same again is no error. */
export async function bindToTicket(
  tx: Tx,
  { ids, ticketId }: { ids: readonly string[]; ticketId: string },
): Promise<void> {
  const { actor } = tx
  if (actor.kind !== 'staff' && actor.kind !== 'visitor') throw new AppError('not_allowed')
  const bound = new Set(await bindToTicketIds(tx, { ids, ticketId, uploadedBy: actor.id }))
  if (ids.some((id) => !bound.has(id))) throw new AppError('invalid_input', {}, { attachmentIds: 'unknown' })
  for (const id of bound)
    tx.record({ subject: { type: 'attachment', id }, kind: 'attachment.bound', payload: { ticketId } })
}

/** What each of these tickets carries. */
export async function ticketAttachments(
  ctx: Ctx,
  ticketIds: readonly string[],
): Promise<Map<string | null, AttachmentView[]>> {
  const byTicket = Map.groupBy(await attachmentsByTickets(ctx, ticketIds), ({ ticketId }) => ticketId)
  return new Map([...byTicket].map(([id, rows]) => [id, rows.map(viewOf)]))
}

/** What the customer sent along to each of these tickets: all that they see of its files. */
export async function customersFiles(
  ctx: Ctx,
  ticketIds: readonly string[],
): Promise<Map<string | null, AttachmentView[]>> {
  if (ticketIds.length === 0) return new Map()
  const rows = (await attachmentsByTickets(ctx, ticketIds)).filter((row) => row.uploadedByType === 'visitor')
  return new Map([...Map.groupBy(rows, ({ ticketId }) => ticketId)].map(([id, files]) => [id, files.map(viewOf)]))
}

export async function attachmentViews(ctx: Ctx, ids: readonly string[]): Promise<Map<string, AttachmentView>> {
  if (ids.length === 0) return new Map()
  const rows = await attachmentsByIds(ctx, ids)
  return new Map(rows.map((row) => [row.id, viewOf(row)]))
}

/** Uploads that no message carried within 24 h go, file first: a crash in between leaves the row for the next round. */
export async function discardUnbound(ctx: Ctx): Promise<number> {
  const before = new Date(ctx.clock.now().getTime() - unboundHours * 3_600_000)
  let total = 0
  for (let count = -1; count !== 0; total += count) count = await transact(ctx, (tx) => discardBatch(tx, before))
  return total
}

async function discardBatch(tx: Tx, before: Date): Promise<number> {
  const rows = await claimUnboundBefore(tx, before, 50)
  if (rows.length === 0) return 0
  await Promise.all(rows.map((row) => removeFiles(tx.platform, row)))
  await deleteAttachments(
    tx,
    rows.map(({ id }) => id),
  )
  for (const { id } of rows)
    tx.record({ subject: { type: 'attachment', id }, kind: 'attachment.discarded', reason: 'unbound' })
  return rows.length
}

async function check({ bytes, name: given, mime: declared }: Upload): Promise<Checked> {
  const name = cleanFileName(given)
  const { kind, mime } = await sniff(bytes, declared, name)
  if (kind === 'file')
    return { name: nameFitting(name, mime), mime, kind, bytes, thumb: null, width: null, height: null }
  const { extension, ...picture } = await redraw(bytes, mime)
  return { ...picture, kind, name: withExtension(name, extension) }
}

async function keepFiles(ctx: Ctx, row: AttachmentRow, { bytes, thumb }: Checked): Promise<void> {
  const { files } = ctx.platform
  try {
    await files.put(row.storageKey, bytes)
    if (thumb && row.thumbKey) await files.put(row.thumbKey, thumb)
  } catch (error) {
    await transact(ctx, async (tx) => {
      await removeFiles(tx.platform, row).catch(() => {})
      await deleteAttachments(tx, [row.id])
      tx.record({ subject: { type: 'attachment', id: row.id }, kind: 'attachment.discarded', reason: 'not_stored' })
    })
    throw isStorageFull(error) ? new AppError('storage_full') : error
  }
}

async function removeFiles({ files }: Platform, row: AttachmentRow): Promise<void> {
  await Promise.all([row.storageKey, row.thumbKey].flatMap((key) => (key ? [files.remove(key)] : [])))
}

function isStorageFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code } = error as NodeJS.ErrnoException
  return code === 'ENOSPC' || code === 'EDQUOT' || isStorageFull(error.cause)
}

/** Made here from the id alone: nothing a sender wrote becomes a path. */
function storageKeyOf(id: string, at: Date): string {
  return `attachments/${at.toISOString().slice(0, 7)}/${id}`
}

function viewOf(row: AttachmentRow): AttachmentView {
  const { id, name, mime, size, width, height } = row
  const url = `/files/${id}`
  const kind = row.kind as AttachmentView['kind']
  return { id, name, mime, size, kind, width, height, url, thumbUrl: row.thumbKey ? `${url}?thumb=1` : null }
}
