import { ArrowLeftOutlined, EyeOutlined, SafetyCertificateFilled } from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { ConversationView } from '../../../domain/conversations/views.ts'
import { useMe } from '../../session/session.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { StatusTag, type Tone } from '../../ui/Chip.tsx'
import { Countdown } from '../../ui/Countdown.tsx'
import { usePhone } from '../../ui/useMedia.ts'
import { TalkActions } from '../actions/TalkActions.tsx'
import { UrgencyPicker } from '../actions/UrgencyPicker.tsx'
import { ChannelIcon } from '../ChannelIcon.tsx'
import { runningClocks } from '../clocks.ts'
import type { May } from '../facts.ts'
import type { Opened } from '../state.ts'

const tones: Record<ConversationView['state'], Tone> = {
  queued: 'due',
  active: 'accent',
  waiting: 'waiting',
  wrap_up: 'due',
  closed: 'resolved',
  abandoned: 'normal',
}

type TalkHeaderProps = { opened: Opened; may: May; onContext: () => void; isContextOpen: boolean }

export function TalkHeader({ opened, may, onContext, isContextOpen }: TalkHeaderProps) {
  const { t } = useTranslation('conversations')
  const { conversation } = opened
  return (
    <header className="talk-header">
      <BackButton />
      <Avatar name={conversation.customer.name} mark={<ChannelIcon channel={conversation.channel} />} size="large" />
      <div className="talk-who grow">
        <div className="talk-name">
          <h2 className="ellipsis">{conversation.customer.name}</h2>
          {conversation.customer.verified && (
            <Tooltip title={t('context.verified')}>
              <SafetyCertificateFilled className="verified" aria-label={t('context.verified')} />
            </Tooltip>
          )}
          <StatusTag tone={tones[conversation.state]}>{t(`state.${conversation.state}`)}</StatusTag>
          <UrgencyPicker conversation={conversation} may={may} />
        </div>
        <div className="talk-state">
          {runningClocks(conversation).map((clock) => (
            <span key={clock.kind} className="talk-clock">
              <span className="quiet">{t(`clock.${clock.kind}`)}</span>
              <Countdown dueAt={clock.dueAt} label={t(`clock.${clock.kind}`)} />
            </span>
          ))}
          <Viewers opened={opened} />
          <Duty conversation={conversation} />
        </div>
      </div>
      <TalkActions conversation={conversation} may={may} onContext={onContext} isContextOpen={isContextOpen} />
    </header>
  )
}

function BackButton() {
  const { t } = useTranslation('conversations')
  const navigate = useNavigate()
  if (!usePhone()) return null
  return (
    <Button
      type="text"
      icon={<ArrowLeftOutlined />}
      aria-label={t('talk.back')}
      onClick={() => void navigate('/inbox')}
    />
  )
}

/** Who serves, and who stays responsible: shown apart only when they differ (首问负责制). */
function Duty({ conversation }: { conversation: ConversationView }) {
  const { t } = useTranslation('conversations')
  const { assignee, firstResponsible, group, participants } = conversation
  const parts = [
    assignee ? t('talk.servedBy', { name: assignee.name, no: assignee.staffNo }) : t('talk.nobodyYet'),
    firstResponsible && firstResponsible.id !== assignee?.id
      ? t('talk.firstResponsible', { name: firstResponsible.name })
      : '',
    participants.length > 0
      ? t('talk.participants', { names: participants.map((person) => person.name).join(t('talk.comma')) })
      : '',
    group?.name ?? '',
    conversation.site.name,
  ]
  return <p className="talk-duty ellipsis">{parts.filter(Boolean).join(' · ')}</p>
}

/** Collision warning: who else looks at this conversation or writes in it now. */
function Viewers({ opened }: { opened: Opened }) {
  const { t } = useTranslation('conversations')
  const me = useMe()
  const others = opened.viewers.filter((viewer) => viewer.id !== me.id)
  if (others.length === 0) return null
  const isTyping = others.some((viewer) => viewer.typing)
  const names = others.map((viewer) => viewer.name).join(t('talk.comma'))
  return (
    <StatusTag tone={isTyping ? 'due' : 'normal'} title={names}>
      <EyeOutlined /> {t(isTyping ? 'talk.alsoTyping' : 'talk.alsoViewing', { names })}
    </StatusTag>
  )
}
