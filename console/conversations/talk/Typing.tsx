import { useTranslation } from 'react-i18next'
import type { Opened } from '../state.ts'

export function Typing({ opened }: { opened: Opened }) {
  const { t } = useTranslation('conversations')
  return (
    <div className="typing" aria-live="polite">
      {opened.customerTyping && (
        <>
          <i />
          <i />
          <i />
          <span>{t('talk.customerTyping', { name: opened.conversation.customer.name })}</span>
        </>
      )}
    </div>
  )
}
