import { ClockCircleOutlined, PaperClipOutlined, WarningOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { discard, sendAgain } from '../outbox.ts'
import type { Unsent } from '../outbox-store.ts'
import { Words } from './Words.tsx'

/** Shown at once; says plainly that it is still on its way, or why it was refused. */
export function UnsentBubble({ message }: { message: Unsent }) {
  const { t } = useTranslation('conversations')
  const { input } = message
  return (
    <div className="said" data-side="out" data-note={input.stream === 'note'} data-unsent>
      <div className="said-column">
        <div className="bubble">
          {message.attachmentName && (
            <p className="words">
              <PaperClipOutlined /> {message.attachmentName}
            </p>
          )}
          {input.body && <Words text={input.body} />}
        </div>
        {message.refused === undefined ? (
          <span className="delivery">
            <ClockCircleOutlined /> {t('delivery.sending')}
          </span>
        ) : (
          <span className="delivery" data-state="refused" role="alert">
            <WarningOutlined /> {t('delivery.refused', { why: message.refused })}
            <button type="button" className="bare text-button" onClick={() => sendAgain(input.messageId)}>
              {t('delivery.again')}
            </button>
            <button type="button" className="bare text-button" onClick={() => discard(input.messageId)}>
              {t('delivery.discard')}
            </button>
          </span>
        )}
      </div>
    </div>
  )
}
