import type { AttachmentView } from '../../domain/conversations/views.ts'
import type { WidgetSite } from '../../domain/settings/site.ts'
import { ApiError, errorOf } from './api.ts'

export type Upload = {
  id: string
  name: string
  /** A picture's local preview, released when the upload leaves the list. */
  preview: string | null
  /** 0 to 1. */
  progress: number
  attachment: AttachmentView | null
  /** The customer pressed send while it was still under way. */
  sendWhenDone: boolean
}

/** Browsers name no type, or their own, for some files; the server looks inside in any case. */
const typeByEnding: Record<string, string> = {
  csv: 'text/csv',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  m4a: 'audio/mp4',
  pdf: 'application/pdf',
  txt: 'text/plain',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  zip: 'application/zip',
}

/** Why a file is refused before a byte of it travels, or null. */
export function refusalOf(file: Pick<File, 'name' | 'size' | 'type'>, rules: WidgetSite['upload']) {
  const ending = file.name.slice(file.name.lastIndexOf('.') + 1).toLowerCase()
  if (![file.type, typeByEnding[ending] ?? ''].some((type) => rules.types.includes(type))) return 'file_type_refused'
  if (file.size > rules.maxBytes) return 'too_large'
  return file.size === 0 ? 'broken_file' : null
}

type Sending = { file: File; headers: Record<string, string>; onProgress(part: number): void }

/** Uploads one file; XMLHttpRequest, because fetch reports no progress of what goes up. */
export function upload({ file, headers, onProgress }: Sending) {
  const request = new XMLHttpRequest()
  const done = new Promise<AttachmentView>((resolve, reject) => {
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total)
    request.onload = () => {
      if (request.status < 300) resolve(JSON.parse(request.responseText).attachment)
      else reject(errorOf(request.status, request.responseText, request.getResponseHeader('retry-after')))
    }
    request.onerror = () => reject(new ApiError('network'))
    request.onabort = () => reject(new DOMException('cancelled', 'AbortError'))
  })
  request.open('POST', '/api/widget/attachments')
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
  const form = new FormData()
  form.append('file', file, file.name)
  request.send(form)
  return { done, cancel: () => request.abort() }
}
