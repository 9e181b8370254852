import { useTranslation } from 'react-i18next'
import type { MessageView } from '../../../domain/conversations/views.ts'
import { useLocale } from '../../i18n/useLocale.ts'
import { clockTime } from '../../ui/time.ts'

/** What happened, worded in the reader's language. A welcome carries its own text, as the customer saw it. */
export function SystemLine({ message }: { message: MessageView }) {
  const { t } = useTranslation('conversations')
  const locale = useLocale()
  const words = message.system ? t(`system.${message.system.key}`, message.system.params) : ''
  return (
    <div className="system-line" id={`${message.stream}-${message.seq}`}>
      <span>{words}</span> <time dateTime={message.at}>{clockTime(message.at, locale)}</time>
      {message.body && <p>{message.body}</p>}
    </div>
  )
}
