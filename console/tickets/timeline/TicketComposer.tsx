import { Button, Input } from 'antd'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nextTicketState } from '../../../domain/tickets/lifecycle.ts'
import type { TicketView } from '../../../domain/tickets/views.ts'
import { ScriptPicker } from '../../conversations/composer/ScriptPicker.tsx'
import { useMe } from '../../session/session.ts'
import { modKey } from '../../shell/shortcuts.ts'
import { KeyHint } from '../../ui/states.tsx'
import { usePhone } from '../../ui/useMedia.ts'
import { type ComposerMode, composerModes, onFocusComposer } from './focus.ts'
import { useDraft } from './useDraft.ts'
import { useScriptPick } from './useScriptPick.ts'
import { useWrite } from './useWrite.ts'
import '../../conversations/composer/composer.css'

/** Docked under the timeline: words to the customer, a step of the work, a note among colleagues. */
export function TicketComposer({ ticket }: { ticket: TicketView }) {
  const { t } = useTranslation('tickets')
  const modes = modesOf(ticket)
  const [chosen, setChosen] = useState<ComposerMode>('reply')
  const box = useRef<HTMLDivElement>(null)
  const mode = modes.includes(chosen) ? chosen : modes[0]
  useEffect(
    () =>
      onFocusComposer((wanted) => {
        setChosen(wanted)
        requestAnimationFrame(() => box.current?.querySelector('textarea')?.focus())
      }),
    [],
  )
  if (!mode) return null
  return (
    <div
      className="composer ticket-composer"
      data-mode={mode === 'reply' ? 'reply' : mode === 'internal' ? 'note' : 'process'}
      ref={box}
    >
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
        <span className="quiet composer-why ellipsis">{t(`composer.hint.${hintOf(ticket, mode)}`)}</span>
      </div>
      <Writing key={mode} ticket={ticket} mode={mode} />
    </div>
  )
}

function modesOf(ticket: TicketView): ComposerMode[] {
  const replies = ticket.may.work && nextTicketState(ticket.state, 'reply') !== null
  return composerModes.filter((mode) => (mode === 'reply' ? replies : ticket.may.note))
}

const hintOf = (ticket: TicketView, mode: ComposerMode) =>
  mode === 'reply' ? (ticket.conversationId ? 'reply' : 'replyNoTalk') : mode

function Writing({ ticket, mode }: { ticket: TicketView; mode: ComposerMode }) {
  const { t } = useTranslation('tickets')
  const me = useMe()
  const isPhone = usePhone()
  const [text, setText] = useDraft(`${me.id}.${ticket.id}.${mode}`)
  const pick = useScriptPick(ticket, mode === 'reply', { text, setText })
  const write = useWrite(ticket, mode, () => setText(''))
  const canSend = text.trim() !== '' && !write.isPending
  const send = () => canSend && write.send(text.trimEnd())
  const steer = (event: KeyboardEvent) => {
    if (pick.onKeyDown(event)) return
    if (event.key === 'Escape') return (event.target as HTMLElement).blur()
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    send()
  }
  return (
    <div className="writing">
      {pick.trigger && (
        <ScriptPicker scripts={pick.scripts} at={pick.at} values={pick.values} onAt={pick.setAt} onPick={pick.put} />
      )}
      <Input.TextArea
        ref={pick.box}
        className="composer-text"
        variant="borderless"
        aria-label={t(`composer.${mode}`)}
        placeholder={t(`composer.placeholder.${mode}`)}
        autoSize={{ minRows: isPhone ? 1 : 2, maxRows: 8 }}
        maxLength={10_000}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          pick.look(event.target.value, event.target.selectionStart)
        }}
        onKeyDown={steer}
      />
      <div className="composer-bar">
        <span className="composer-hint quiet">
          <KeyHint keys={`${modKey} Enter`} />
        </span>
        <Button type="primary" disabled={!canSend} loading={write.isPending} onClick={send}>
          {t(mode === 'reply' ? 'composer.send' : 'composer.write')}
        </Button>
      </div>
    </div>
  )
}
