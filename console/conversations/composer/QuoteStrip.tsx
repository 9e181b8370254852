import { CloseOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { MessageView } from '../../../domain/conversations/views.ts'
import { previewOf } from '../talk/preview.ts'

export function QuoteStrip({ message, onClose }: { message: MessageView; onClose: () => void }) {
  const { t } = useTranslation('conversations')
  return (
    <div className="quote-strip">
      <span className="ellipsis grow">
        <strong>{message.sender.name}</strong> {previewOf(message, t)}
      </span>
      <button type="button" className="bare message-act" aria-label={t('composer.unquote')} onClick={onClose}>
        <CloseOutlined />
      </button>
    </div>
  )
}
