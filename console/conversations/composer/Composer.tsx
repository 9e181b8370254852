import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isOpen } from '../../../domain/conversations/lifecycle.ts'
import type { MessageView } from '../../../domain/conversations/views.ts'
import { useMe } from '../../session/session.ts'
import { useShortcuts } from '../../shell/shortcuts.ts'
import type { May } from '../facts.ts'
import type { Opened } from '../state.ts'
import './composer.css'

import type { Mode } from './mode.ts'
import { Writing } from './Writing.tsx'

type ComposerProps = {
  opened: Opened
  may: May
  quote: MessageView | null
  onQuote: (message: MessageView | null) => void
}

/** Docked under the talk: a reply to the customer, a note among colleagues, a word in the agent's ear. */
export function Composer({ opened, may, quote, onQuote }: ComposerProps) {
  const { t } = useTranslation('conversations')
  const modes = useModes(opened, may)
  const [chosen, setChosen] = useState<Mode>('reply')
  const mode = modes.includes(chosen) ? chosen : modes[0]
  useEffect(() => {
    if (quote) setChosen('reply')
  }, [quote])
  const box = useRef<HTMLDivElement>(null)
  const write = (wanted: Mode) => {
    if (!modes.includes(wanted)) return
    setChosen(wanted)
    requestAnimationFrame(() => box.current?.querySelector('textarea')?.focus())
  }
  useShortcuts({ r: () => write('reply'), n: () => write('note') })
  const why = whyNoReply(opened, may)
  if (!mode) return <p className="composer-closed quiet">{t(why ?? 'composer.readOnly')}</p>
  return (
    <div className="composer" data-mode={mode} ref={box}>
      <div className="composer-tabs" role="tablist" aria-label={t('composer.modes')}>
        {modes.map((one) => (
          <button
            key={one}
            type="button"
            role="tab"
            className="bare composer-tab"
            aria-selected={one === mode}
            onClick={() => setChosen(one)}
          >
            {t(`composer.${one}`)}
          </button>
        ))}
        {why && <span className="quiet composer-why ellipsis">{t(why)}</span>}
      </div>
      <Writing key={mode} opened={opened} mode={mode} quote={mode === 'reply' ? quote : null} onQuote={onQuote} />
    </div>
  )
}

function useModes({ conversation }: Opened, may: May): Mode[] {
  const me = useMe()
  const isMine = conversation.assignee?.id === me.id
  const canReplyNow = may.reply && isOpen(conversation.state) && conversation.state !== 'queued'
  return [
    ...(canReplyNow ? (['reply'] as const) : []),
    ...(may.note ? (['note'] as const) : []),
    ...(may.supervise && !isMine && conversation.assignee ? (['whisper'] as const) : []),
  ]
}

function whyNoReply({ conversation }: Opened, may: May): string | null {
  if (conversation.state === 'queued') return may.accept ? 'composer.acceptFirst' : 'composer.waiting'
  if (conversation.state === 'wrap_up') return 'composer.wrapUp'
  if (!isOpen(conversation.state)) return 'composer.over'
  return may.reply ? null : 'composer.notYours'
}
