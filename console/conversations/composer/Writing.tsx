import { Input } from 'antd'
import { type ClipboardEvent, type DragEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MessageView } from '../../../domain/conversations/views.ts'
import { now } from '../../clock.ts'
import { useMe } from '../../session/session.ts'
import type { Opened } from '../state.ts'
import { ComposerBar } from './ComposerBar.tsx'
import { useDraft } from './drafts.ts'
import { MentionPicker } from './MentionPicker.tsx'
import type { Mode } from './mode.ts'
import { QuoteStrip } from './QuoteStrip.tsx'
import { ScriptPicker } from './ScriptPicker.tsx'
import { UploadStrip } from './UploadStrip.tsx'
import { useUploads } from './uploads.ts'
import { useLookUp } from './useLookUp.ts'
import { useSend } from './useSend.ts'
import { useTypingFrames } from './useTypingFrames.ts'

type WritingProps = {
  opened: Opened
  mode: Mode
  quote: MessageView | null
  onQuote: (message: MessageView | null) => void
}

export function Writing({ opened, mode, quote, onQuote }: WritingProps) {
  const { t } = useTranslation('conversations')
  const me = useMe()
  const { id } = opened.conversation
  const isReply = mode === 'reply'
  const [text, setText] = useDraft(me.id, isReply ? id : `${id}.${mode}`, isReply ? opened.draft : '', isReply)
  const [isOver, setOver] = useState(false)
  const files = useUploads()
  const lookUp = useLookUp(opened, mode, { text, setText })
  const typing = useTypingFrames(id, isReply)
  const sending = useSend({ opened, mode, text, quote, files, lookUp })

  const send = () => {
    if (!sending.send()) return
    setText('')
    onQuote(null)
    typing.stop()
  }
  const paste = (event: ClipboardEvent) => {
    if (event.clipboardData.files.length === 0) return
    event.preventDefault()
    files.add(event.clipboardData.files)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    files.add(event.dataTransfer.files)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: files can be picked by the button too
    <div
      className="writing"
      data-over={isOver}
      onDrop={drop}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
    >
      {lookUp.trigger?.kind === 'script' && (
        <ScriptPicker
          scripts={lookUp.choices.scripts}
          at={lookUp.at}
          values={lookUp.choices.values}
          onAt={lookUp.setAt}
          onPick={lookUp.choices.pickScript}
        />
      )}
      {lookUp.trigger?.kind === 'mention' && lookUp.choices.people.length > 0 && (
        <MentionPicker
          people={lookUp.choices.people}
          at={lookUp.at}
          onAt={lookUp.setAt}
          onPick={lookUp.choices.pickPerson}
        />
      )}
      {quote && <QuoteStrip message={quote} onClose={() => onQuote(null)} />}
      <UploadStrip uploads={files.uploads} onRemove={files.remove} />
      <Input.TextArea
        ref={lookUp.box}
        className="composer-text"
        variant="borderless"
        autoFocus={isReply && isJustAccepted(opened)}
        aria-label={t(`composer.${mode}`)}
        placeholder={t(`composer.placeholder.${mode}`)}
        autoSize={{ minRows: 2, maxRows: 8 }}
        maxLength={10_000}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          lookUp.look(event.target.value, event.target.selectionStart)
          typing.touch()
        }}
        onBlur={typing.stop}
        onPaste={paste}
        onKeyDown={(event) => lookUp.onKeyDown(event) || sending.onKeyDown(event, send)}
      />
      <ComposerBar
        canSend={sending.canSend}
        sendKey={me.preferences.sendKey}
        mode={mode}
        onSend={send}
        onFiles={files.add}
        onEmoji={lookUp.insert}
        onScripts={() => lookUp.insert('/')}
      />
    </div>
  )
}

/** Whoever has just taken a customer greets next. */
function isJustAccepted({ conversation }: Opened): boolean {
  return conversation.acceptedAt !== null && now() - Date.parse(conversation.acceptedAt) < 5000
}
