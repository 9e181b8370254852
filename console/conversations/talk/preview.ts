import type { TFunction } from 'i18next'
import type { MessageView } from '../../../domain/conversations/views.ts'

/** A message in one line: its text, or what it carries. */
export function previewOf(message: MessageView, t: TFunction): string {
  if (message.recalled) return t('message.recalled', { name: message.sender.name })
  if (message.body) return message.body.replace(/\s+/g, ' ')
  if (message.kind === 'image') return t('message.image')
  return message.attachment?.name ?? t('message.file')
}
