import { useEffect, useRef } from 'preact/hooks'
import { adopt } from '../adopt.ts'
import { useScreen } from '../context.ts'
import css from './emojis.css?inline'

adopt(css)

const emojis = [...'😀😄😁😂🙂😉😊😍😘🤔😅😳😮😴😢😭😡😱🙏👍👎👌👏🤝💪✌👋🎉🎁💐🌹❤💔⭐🔥✅❌❓⏰📦🚚💰']
const perRow = 7
const steps: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: perRow, ArrowUp: -perRow }

export function EmojiPanel({ choose, close }: { choose(emoji: string): void; close(): void }) {
  const { t } = useScreen()
  const box = useRef<HTMLFieldSetElement>(null)
  useEffect(() => box.current?.querySelector('button')?.focus(), [])

  function onKeyDown(event: KeyboardEvent) {
    const all = [...(box.current?.querySelectorAll('button') ?? [])]
    const step = steps[event.key]
    if (event.key === 'Escape') close()
    else if (step) all[all.indexOf(document.activeElement as HTMLButtonElement) + step]?.focus()
    else return
    event.preventDefault()
  }
  return (
    <fieldset class="emojis" ref={box} aria-label={t('emoji')} onKeyDown={onKeyDown}>
      {emojis.map((emoji, at) => (
        <button key={emoji} type="button" tabIndex={at === 0 ? 0 : -1} onClick={() => choose(emoji)}>
          {emoji}
        </button>
      ))}
    </fieldset>
  )
}
