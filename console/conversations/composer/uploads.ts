import { App } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fileTypes, imageTypes, maxUploadBytes, type uploadAttachment } from '../../../domain/attachments/contract.ts'
import type { Reply } from '../../../domain/contract.ts'
import type { AttachmentView } from '../../../domain/conversations/views.ts'
import { ApiError, refuse, standardHeaders } from '../../api.ts'
import { newId } from '../../clock.ts'
import { useErrorText } from '../../ui/errors.ts'

export type Upload = {
  key: string
  name: string
  preview: string | null
  share: number
  attachment?: AttachmentView
  problem?: string
  abort: () => void
}
const allowed: readonly string[] = [...imageTypes, ...fileTypes]
export const acceptedTypes = allowed.join(',')

/** Pictures and files on their way; refused before they travel when too large or of a kind nobody may send. */
export function useUploads() {
  const { t } = useTranslation('conversations')
  const { message } = App.useApp()
  const textOf = useErrorText()
  const [uploads, setUploads] = useState<readonly Upload[]>([])
  const change = (key: string, part: Partial<Upload>) =>
    setUploads((all) => all.map((one) => (one.key === key ? { ...one, ...part } : one)))

  const addOne = (file: File) => {
    if (file.size > maxUploadBytes) return void message.error(t('upload.tooLarge', { name: file.name }))
    if (!allowed.includes(file.type)) return void message.error(t('upload.refused', { name: file.name }))
    const key = newId()
    const preview = file.type.startsWith('image/') ? URL.createObjectURL(file) : null
    const { done, abort } = sendFile(file, (share) => change(key, { share }))
    setUploads((all) => [...all, { key, name: file.name, preview, share: 0, abort }])
    done.then(
      (attachment) => change(key, { attachment, share: 1 }),
      (error: unknown) => change(key, { problem: textOf(error) }),
    )
  }
  const remove = (key: string) => {
    const upload = uploads.find((one) => one.key === key)
    upload?.abort()
    if (upload?.preview) URL.revokeObjectURL(upload.preview)
    setUploads((all) => all.filter((one) => one.key !== key))
  }
  const clear = () => {
    for (const upload of uploads) if (upload.preview) URL.revokeObjectURL(upload.preview)
    setUploads([])
  }
  return { uploads, add: (files: Iterable<File>) => [...files].forEach(addOne), remove, clear }
}

// XMLHttpRequest, because fetch does not tell how much has been sent.
function sendFile(file: File, onShare: (share: number) => void): { done: Promise<AttachmentView>; abort: () => void } {
  const request = new XMLHttpRequest()
  const form = new FormData()
  form.append('file', file, file.name)
  const done = new Promise<AttachmentView>((resolve, reject) => {
    request.upload.onprogress = (event) => event.lengthComputable && onShare(event.loaded / event.total)
    request.onload = () => {
      const reply: unknown = request.response
      if (request.status >= 400 || reply === null) return reject(refuse(request.status, reply))
      resolve((reply as Reply<typeof uploadAttachment>).attachment)
    }
    request.onerror = () => reject(new ApiError(0, { code: 'offline' }))
  })
  request.open('POST', '/api/attachments')
  request.responseType = 'json'
  for (const [name, value] of Object.entries(standardHeaders())) request.setRequestHeader(name, value)
  request.send(form)
  return { done, abort: () => request.abort() }
}
