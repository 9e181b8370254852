import { useTranslation } from 'react-i18next'
import { takeOverConversation } from '../../../domain/conversations/contract.ts'
import type { ConversationView } from '../../../domain/conversations/views.ts'
import { ConfirmReason } from '../../ui/forms/ConfirmReason.tsx'
import { useVerb } from './verbs.ts'

export function TakeOverDialog({ conversation, onClose }: { conversation: ConversationView; onClose: () => void }) {
  const { t } = useTranslation('conversations')
  const takeOver = useVerb(takeOverConversation, onClose)
  return (
    <ConfirmReason
      open
      title={t('action.takeOver')}
      hint={t('action.takeOverHint')}
      okText={t('action.takeOver')}
      busy={takeOver.isPending}
      onCancel={onClose}
      onConfirm={(reason) => takeOver.mutate({ id: conversation.id, reason })}
    />
  )
}
