import { useRef } from 'preact/hooks'
import { useScreen } from './context.ts'
import { Icon, type IconName } from './Icon.tsx'

type FileButtonProps = { icon: IconName; label: string; accept: string | undefined; capture?: 'environment' }

export function FileButton({ icon, label, accept, capture }: FileButtonProps) {
  const { widget } = useScreen()
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button type="button" class="round" aria-label={label} title={label} onClick={() => input.current?.click()}>
        <Icon name={icon} />
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple={!capture}
        accept={accept}
        capture={capture}
        onChange={({ currentTarget }) => {
          widget.attach([...(currentTarget.files ?? [])])
          currentTarget.value = ''
        }}
      />
    </>
  )
}

export function QuoteBar() {
  const { state, t, widget } = useScreen()
  const { quote, site } = state
  if (!quote) return null
  const name = quote.sender.type === 'customer' ? t('me') : quote.sender.name || (site?.brand ?? '')
  return (
    <div class="quote-bar">
      <span>
        <b>{t('quote.of', { name })}</b> {quote.body || quote.attachment?.name}
      </span>
      <button
        type="button"
        class="round small"
        aria-label={t('quote.cancel')}
        onClick={() => widget.store.set({ quote: null })}
      >
        <Icon name="close" />
      </button>
    </div>
  )
}
