import type { FastifyRequest } from 'fastify'
import { maxUploadBytes } from '../../domain/attachments/contract.ts'
import { AppError } from '../../domain/errors.ts'

export type Upload = { bytes: Buffer; name: string; mime: string }

const envelopeBytes = 16 * 1024

/** The one part `file` of a multipart body; a file over the limit is refused before it is read, or where the limit is reached. */
export async function readUpload(request: FastifyRequest): Promise<Upload> {
  if (Number(request.headers['content-length'] ?? 0) > maxUploadBytes + envelopeBytes) throw new AppError('too_large')
  try {
    return await readPart(request)
  } catch (error) {
    // The parser's own complaints about a form that is none carry no code.
    throw error instanceof Error && 'code' in error ? error : new AppError('invalid_input')
  }
}

async function readPart(request: FastifyRequest): Promise<Upload> {
  const part = await request.file({
    limits: { fileSize: maxUploadBytes, files: 1, parts: 1, fields: 0 },
    throwFileSizeLimit: false,
  })
  if (part?.fieldname !== 'file') throw new AppError('invalid_input')
  const chunks: Buffer[] = []
  for await (const chunk of part.file) chunks.push(chunk as Buffer)
  if (part.file.truncated) throw new AppError('too_large')
  return { bytes: Buffer.concat(chunks), name: part.filename ?? '', mime: part.mimetype }
}
