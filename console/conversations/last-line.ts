import { useTranslation } from 'react-i18next'
import type { ConversationView } from '../../domain/conversations/views.ts'

const marks: Record<string, string> = { '[image]': 'message.image', '[file]': 'message.file', '': 'message.takenBack' }

/** The newest message in one line; what is not text comes as a mark of its kind and is worded here. */
export function useLastLine({ lastMessage }: ConversationView): string {
  const { t } = useTranslation('conversations')
  if (!lastMessage) return t('list.nothingYet')
  const { preview, sender } = lastMessage
  const words = marks[preview] ? t(marks[preview]) : preview
  return sender === 'agent' ? t('list.agentSays') + words : words
}
