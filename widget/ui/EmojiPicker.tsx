import { useRef, useState } from 'preact/hooks'
import { useScreen } from './context.ts'
import { Icon } from './Icon.tsx'
import { lazily } from './lazily.tsx'

const EmojiPanel = lazily(async () => (await import('./later/EmojiPanel.tsx')).EmojiPanel)

export function EmojiPicker({ choose }: { choose(emoji: string): void }) {
  const { t } = useScreen()
  const [isOpen, setOpen] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const close = () => {
    setOpen(false)
    opener.current?.focus()
  }
  const take = (emoji: string) => {
    setOpen(false)
    choose(emoji)
  }
  return (
    <>
      <button
        type="button"
        class="round"
        ref={opener}
        aria-label={t('emoji')}
        title={t('emoji')}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="emoji" />
      </button>
      {isOpen && <EmojiPanel choose={take} close={close} />}
    </>
  )
}
