import { isUtf8 } from 'node:buffer'
import { fileTypeFromBuffer } from 'file-type'
import { type AcceptedType, acceptType } from '../../domain/attachments/file-type.ts'
import { AppError } from '../../domain/errors.ts'

/** What the bytes are, whatever their sender says; refuses what is not on the list. */
export async function sniff(bytes: Buffer, declared: string, name: string): Promise<AcceptedType> {
  if (bytes.length === 0) throw new AppError('broken_file')
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined)
  const accepted = acceptType({ declared, sniffed: found?.mime, isText: isText(bytes), name })
  if (!accepted) throw new AppError('file_type_refused')
  return accepted
}

/** UTF-8, or the GB 18030 that Excel writes on a Chinese Windows; without NUL in both. */
function isText(bytes: Buffer): boolean {
  if (bytes.includes(0)) return false
  if (isUtf8(bytes)) return true
  try {
    new TextDecoder('gb18030', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}
