import { PushpinFilled } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { MessageView } from '../../../domain/conversations/views.ts'
import { previewOf } from './preview.ts'

/** Pinned messages stay in sight; a click goes to the place. */
export function Pins({ messages }: { messages: readonly MessageView[] }) {
  const { t } = useTranslation('conversations')
  const pinned = messages.filter((message) => message.pinned && !message.recalled)
  const last = pinned.at(-1)
  if (!last) return null
  const show = () => document.getElementById(`talk-${last.seq}`)?.scrollIntoView({ block: 'center' })
  return (
    <button type="button" className="bare pins" onClick={show}>
      <PushpinFilled />
      <span className="visually-hidden">{t('talk.pinned')}</span>
      <span className="ellipsis grow">{previewOf(last, t)}</span>
      {pinned.length > 1 && <span className="quiet figures">+{pinned.length - 1}</span>}
    </button>
  )
}
