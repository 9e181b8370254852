import { CopyOutlined, EnterOutlined, PushpinFilled, PushpinOutlined, UndoOutlined } from '@ant-design/icons'
import { App, Tooltip } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { pinMessage, recallMessage } from '../../../domain/conversations/contract.ts'
import { canRecall } from '../../../domain/conversations/lifecycle.ts'
import type { ConversationView, MessageView } from '../../../domain/conversations/views.ts'
import { now } from '../../clock.ts'
import { useMe } from '../../session/session.ts'
import { useEveryMinute } from '../../ui/useNow.ts'
import { useVerb } from '../actions/verbs.ts'
import type { May } from '../facts.ts'

type MessageActionsProps = {
  message: MessageView
  conversation: ConversationView
  may: May
  onQuote: (message: MessageView) => void
}

export function MessageActions({ message, conversation, may, onQuote }: MessageActionsProps) {
  const { t } = useTranslation('conversations')
  const { message: toast } = App.useApp()
  const me = useMe()
  useEveryMinute()
  const recall = useVerb(recallMessage)
  const pin = useVerb(pinMessage)
  const { id } = conversation
  const isTalk = message.stream === 'talk'
  const isMine = message.sender.id === me.id
  const copy = () => void navigator.clipboard?.writeText(message.body).then(() => toast.success(t('message.copied')))
  return (
    <div className="message-actions">
      {may.reply && isTalk && (
        <Act label={t('message.quote')} icon={<EnterOutlined />} onClick={() => onQuote(message)} />
      )}
      {may.steer && isTalk && (
        <Act
          label={t(message.pinned ? 'message.unpin' : 'message.pin')}
          icon={message.pinned ? <PushpinFilled /> : <PushpinOutlined />}
          onClick={() => pin.mutate({ id, seq: message.seq, pinned: !message.pinned })}
        />
      )}
      {message.body && <Act label={t('message.copy')} icon={<CopyOutlined />} onClick={copy} />}
      {isMine && canRecall(new Date(message.at), new Date(now())) && (
        <Act
          label={t('message.recall')}
          icon={<UndoOutlined />}
          onClick={() => recall.mutate({ id, seq: message.seq, stream: message.stream })}
        />
      )}
    </div>
  )
}

function Act({ label, icon, onClick }: { label: string; icon: ReactNode; onClick: () => void }) {
  return (
    <Tooltip title={label}>
      <button type="button" className="bare message-act" aria-label={label} onClick={onClick}>
        {icon}
      </button>
    </Tooltip>
  )
}
