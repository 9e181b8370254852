import type { FastifyReply, FastifyRequest } from 'fastify'
import { attachmentFile, uploadAttachment, uploadVisitorAttachment } from '../../domain/attachments/contract.ts'
import { contentDisposition } from '../../domain/attachments/file-name.ts'
import { AppError } from '../../domain/errors.ts'
import type { Staff, Visitor } from '../../domain/identity/actor.ts'
import type { Ctx } from '../platform/context.ts'
import type { App } from '../platform/http.ts'
import { serve } from '../platform/route.ts'
import { attachmentFor, type MayRead } from './access.ts'
import { storeUpload } from './actions.ts'
import type { AttachmentRow } from './queries.ts'
import { readUpload } from './upload.ts'

/** Who asks for a file and what they may read are known to areas above; the composition root hands both in. */
export type FileDoor = {
  actorOf(request: FastifyRequest, token: string | undefined): Promise<Staff | Visitor | null>
  mayRead: MayRead
}

export function attachmentRoutes(app: App, { actorOf, mayRead }: FileDoor): void {
  const upload = async (ctx: Ctx, request: FastifyRequest) => {
    const { actor } = ctx
    if (actor.kind !== 'staff' && actor.kind !== 'visitor') throw new AppError('not_signed_in')
    return { attachment: await storeUpload(ctx, await readUpload(request), actor) }
  }
  serve(app, uploadAttachment, (ctx, _input, { request }) => upload(ctx, request), { perMinute: 60, by: 'caller' })
  serve(app, uploadVisitorAttachment, (ctx, _input, { request }) => upload(ctx, request), {
    perMinute: 20,
    by: 'caller',
  })
  serve(app, attachmentFile, async (ctx, { id, thumb, token }, { request, reply }) => {
    const actor = await actorOf(request, token)
    if (!actor) throw new AppError('not_found')
    const row = await attachmentFor({ ...ctx, actor }, id, mayRead)
    return sendFile(ctx, { row, thumb: thumb === '1' }, { request, reply })
  })
}

type Wanted = { row: AttachmentRow; thumb: boolean }

/** Only redrawn pictures are shown in the page; everything else is downloaded, and nothing that is opened may run (threats T3). */
async function sendFile(
  ctx: Ctx,
  { row, thumb }: Wanted,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
) {
  const preview = thumb && row.thumbKey !== null
  const etag = `"${row.sha256.toString('hex').slice(0, 32)}${preview ? '-thumb' : ''}"`
  reply
    .header('cache-control', 'private, no-cache')
    .header('etag', etag)
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('content-disposition', contentDisposition(row.kind === 'image' ? 'inline' : 'attachment', row.name))
  if (request.headers['if-none-match'] === etag) {
    reply.code(304)
    return ''
  }
  const stream = await ctx.platform.files.read(preview && row.thumbKey ? row.thumbKey : row.storageKey)
  reply.type(preview ? 'image/webp' : row.mime)
  if (!preview) reply.header('content-length', row.size)
  // Fastify sends a stream as it is; the contract's string stands for "the bytes".
  return stream as unknown as string
}
