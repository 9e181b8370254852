import { EyeInvisibleOutlined, LockOutlined, PushpinFilled } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { ConversationView, MessageView } from '../../../domain/conversations/views.ts'
import { useLocale } from '../../i18n/useLocale.ts'
import { useMe } from '../../session/session.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { clockTime, fullTime } from '../../ui/time.ts'
import type { May } from '../facts.ts'
import { AttachmentPart } from './AttachmentPart.tsx'
import { Delivery } from './Delivery.tsx'
import { MessageActions } from './MessageActions.tsx'
import { Words } from './Words.tsx'
import './bubble.css'

type SaidProps = {
  messages: MessageView[]
  conversation: ConversationView
  may: May
  onQuote: (message: MessageView) => void
}

/** A run of one person's messages: the customer on the left, our side on the right, notes on amber paper. */
export function Said({ messages, conversation, may, onQuote }: SaidProps) {
  const me = useMe()
  const [first] = messages
  if (!first) return null
  const isCustomer = first.sender.type === 'customer'
  const side = isCustomer ? 'in' : 'out'
  const last = messages.at(-1)
  return (
    <div className="said" data-side={side} data-note={first.stream === 'note'}>
      {isCustomer && <Avatar name={first.sender.name} />}
      <div className="said-column">
        <SaidHead first={first} isMine={first.sender.id === me.id} />
        {messages.map((message) => (
          <Bubble key={message.id} message={message} conversation={conversation} may={may} onQuote={onQuote} />
        ))}
        {!isCustomer && last?.stream === 'talk' && !last.recalled && (
          <Delivery message={last} marks={conversation.customerMarks} />
        )}
      </div>
    </div>
  )
}

function SaidHead({ first, isMine }: { first: MessageView; isMine: boolean }) {
  const { t } = useTranslation('conversations')
  const locale = useLocale()
  return (
    <div className="said-head">
      {first.stream === 'note' && (
        <span className="said-kind">
          {first.whisper ? <EyeInvisibleOutlined /> : <LockOutlined />}{' '}
          {t(first.whisper ? 'message.whisper' : 'message.note')}
        </span>
      )}
      <span>{isMine ? t('message.me') : first.sender.name}</span>
      {first.sender.staffNo && !isMine && <span className="figures">{first.sender.staffNo}</span>}
      <time dateTime={first.at} title={fullTime(first.at, locale)}>
        {clockTime(first.at, locale)}
      </time>
    </div>
  )
}

function Bubble({ message, conversation, may, onQuote }: Omit<SaidProps, 'messages'> & { message: MessageView }) {
  const { t } = useTranslation('conversations')
  const me = useMe()
  if (message.recalled) {
    return (
      <div className="bubble bubble-recalled" id={`${message.stream}-${message.seq}`}>
        {t('message.recalled', { name: message.sender.id === me.id ? t('message.me') : message.sender.name })}
      </div>
    )
  }
  const isMentioned = message.mentions.includes(me.id)
  return (
    <div className="bubble-line" id={`${message.stream}-${message.seq}`}>
      <div className="bubble" data-bare={message.kind === 'image' && !message.body} data-mentioned={isMentioned}>
        {message.quote && (
          <blockquote className="quote">
            <strong>{message.quote.name}</strong> {message.quote.preview}
          </blockquote>
        )}
        {message.attachment && <AttachmentPart attachment={message.attachment} />}
        {message.body && <Words text={message.body} />}
        {message.pinned && <PushpinFilled className="bubble-pin" title={t('talk.pinned')} />}
      </div>
      <MessageActions message={message} conversation={conversation} may={may} onQuote={onQuote} />
    </div>
  )
}
