import { useEffect, useRef, useState } from 'preact/hooks'
import { isRunning } from '../frame/state.ts'
import { maxBodyLength } from '../frame/talking.ts'
import { FileButton, QuoteBar } from './ComposerParts.tsx'
import { useScreen } from './context.ts'
import { EmojiPicker } from './EmojiPicker.tsx'
import { Icon } from './Icon.tsx'
import { lazily } from './lazily.tsx'
import { Talk } from './log/talk-part.ts'

const UploadTiles = lazily(async () => (await import('./later/UploadTiles.tsx')).UploadTiles)
const isTouch = matchMedia('(pointer: coarse)').matches

/** Grows with its text, up to about six lines. */
function growWithText(field: HTMLTextAreaElement) {
  field.style.height = 'auto'
  field.style.height = `${Math.min(field.scrollHeight, 144)}px`
}

export function Composer() {
  const { state, t, widget } = useScreen()
  const field = useRef<HTMLTextAreaElement>(null)
  const [text, setText] = useState(widget.memory.draft)
  const { shown, talk, uploads, quote } = state

  // biome-ignore lint/correctness/useExhaustiveDependencies: opening the window and choosing a quote lead here
  useEffect(() => {
    if (shown && !isTouch) field.current?.focus()
  }, [shown, quote])
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured after each change of the text
  useEffect(() => {
    if (field.current) growWithText(field.current)
  }, [text])

  function write(next: string) {
    setText(next)
    widget.memory.saveDraft(next)
    widget.typing(next !== '')
    void Talk.preload()
  }
  function send() {
    if (text.length > maxBodyLength) return widget.store.set({ notice: t('too_long', { max: maxBodyLength }) })
    if (uploads.length > 0) void widget.attaching().then((files) => files.sendAll())
    if (text.trim() !== '') widget.talking.say(text)
    if (!widget.store.get().opening) write('')
    field.current?.focus()
  }
  function insert(emoji: string) {
    const at = field.current?.selectionStart ?? text.length
    write(text.slice(0, at) + emoji + text.slice(field.current?.selectionEnd ?? at))
    field.current?.focus()
  }
  function onKeyDown(event: KeyboardEvent) {
    // While an input method composes, Enter chooses a word.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return
    event.preventDefault()
    send()
  }
  const isEmpty = text.trim() === '' && uploads.length === 0
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <QuoteBar />
      {uploads.length > 0 && <UploadTiles />}
      <textarea
        ref={field}
        rows={1}
        dir="auto"
        aria-label={t('compose')}
        placeholder={t(talk && !isRunning(talk) ? 'compose.again' : 'compose.placeholder')}
        enterkeyhint="send"
        value={text}
        onInput={(event) => write(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onPaste={(event) => {
          const files = [...(event.clipboardData?.files ?? [])]
          if (files.length === 0) return
          event.preventDefault()
          widget.attach(files)
        }}
      />
      <div class="tools">
        <EmojiPicker choose={insert} />
        <FileButton icon="attach" label={t('attach')} accept={state.site?.upload.types.join(',')} />
        {isTouch && <FileButton icon="camera" label={t('camera')} accept="image/*" capture="environment" />}
        <button type="submit" class="send" aria-label={t('send')} disabled={isEmpty}>
          <Icon name="send" />
        </button>
      </div>
    </form>
  )
}
