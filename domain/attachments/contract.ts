import { z } from 'zod'
import { byId, endpoint } from '../contract.ts'
import { attachmentView } from '../conversations/views.ts'

/** 20 MB a file, checked by the client before upload and by the server while reading. */
export const maxUploadBytes = 20 * 1024 * 1024
/** Pictures are re-encoded and shown; every other allowed type downloads only. */
export const imageTypes = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'] as const
export const fileTypes = [
  'application/pdf',
  'text/plain',
  'text/csv',
  'application/zip',
  'application/msword',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.ms-excel',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'audio/mpeg',
  'audio/mp4',
  'video/mp4',
] as const

/**
 * Multipart upload, one part named `file`. Staff: POST /api/attachments; visitor: POST /api/widget/attachments (bearer token).
 * The attachment is bound to its uploader until a message carries it, then to the conversation.
 */
export const uploadAttachment = endpoint({
  method: 'POST',
  path: '/api/attachments',
  audience: 'staff',
  permission: 'tickets.create',
  summary: 'Upload a file for a reply or a ticket (multipart/form-data, part "file")',
  reply: z.strictObject({ attachment: attachmentView }),
  errors: ['too_large', 'file_type_refused', 'broken_file', 'storage_full'],
})
export const uploadVisitorAttachment = endpoint({
  ...uploadAttachment,
  path: '/api/widget/attachments',
  audience: 'visitor',
  permission: undefined,
  summary: 'Upload a file for a message (multipart/form-data, part "file")',
})
/** `?thumb=1` for a picture's preview; visitors pass `?token=` since an <img> sends no header. */
export const attachmentFile = endpoint({
  method: 'GET',
  path: '/files/:id',
  audience: 'public',
  summary: 'The file, after checking again who asks',
  params: byId,
  query: z.strictObject({ thumb: z.enum(['1']).optional(), token: z.string().max(200).optional() }),
  reply: z.string(),
})
export const attachmentEndpoints = { uploadAttachment, uploadVisitorAttachment, attachmentFile }
