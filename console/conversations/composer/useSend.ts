import type { KeyboardEvent } from 'react'
import type { MessageView } from '../../../domain/conversations/views.ts'
import { newId, now } from '../../clock.ts'
import { useMe } from '../../session/session.ts'
import { post } from '../outbox.ts'
import type { Opened } from '../state.ts'
import type { Mode } from './mode.ts'
import type { useUploads } from './uploads.ts'
import type { useLookUp } from './useLookUp.ts'

type Draft = {
  opened: Opened
  mode: Mode
  text: string
  quote: MessageView | null
  files: ReturnType<typeof useUploads>
  lookUp: ReturnType<typeof useLookUp>
}

/** Puts what was written into the outbox: each file is a message of its own, the words come last. */
export function useSend({ opened, mode, text, quote, files, lookUp }: Draft) {
  const me = useMe()
  const body = text.trimEnd()
  const ready = files.uploads.flatMap((upload) => upload.attachment ?? [])
  const isUploading = files.uploads.some((upload) => !upload.attachment && !upload.problem)
  const canSend = !isUploading && (body.trim() !== '' || ready.length > 0)

  const send = (): boolean => {
    if (!canSend) return false
    const common = {
      id: opened.conversation.id,
      stream: mode === 'reply' ? 'talk' : 'note',
      whisper: mode === 'whisper',
    } as const
    const at = () => new Date(now()).toISOString()
    for (const attachment of ready) {
      void post({
        staffId: me.id,
        at: at(),
        attachmentName: attachment.name,
        input: { ...common, messageId: newId(), attachmentId: attachment.id },
      })
    }
    if (body.trim() !== '') {
      const input = {
        ...common,
        messageId: newId(),
        body,
        quoteSeq: quote?.seq,
        mentions: lookUp.choices.mentionsIn(body),
        script: lookUp.choices.script,
      }
      void post({ staffId: me.id, at: at(), input })
    }
    files.clear()
    lookUp.reset()
    return true
  }
  const onKeyDown = (event: KeyboardEvent, run: () => void) => {
    if (event.key === 'Escape') return (event.target as HTMLElement).blur()
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.shiftKey) return
    const hasMod = event.ctrlKey || event.metaKey
    if (me.preferences.sendKey === 'ctrl_enter' && !hasMod) return
    event.preventDefault()
    run()
  }
  return { canSend, send, onKeyDown }
}
