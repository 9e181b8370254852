import { useEffect, useState } from 'preact/hooks'
import { onColour } from '../colour.ts'
import { isRunning, mayOnlyLeaveMessage } from '../frame/state.ts'
import type { Widget } from '../frame/widget.ts'
import { Composer } from './Composer.tsx'
import { ScreenContext, useScreen, useWidgetScreen } from './context.ts'
import { Header } from './Header.tsx'
import { Icon } from './Icon.tsx'
import { lazily } from './lazily.tsx'
import { Log } from './log/Log.tsx'

const Prechat = lazily(async () => (await import('./later/Forms.tsx')).Prechat)

export function App({ widget }: { widget: Widget }) {
  const screen = useWidgetScreen(widget)
  const { site } = screen.state
  useEffect(() => {
    if (!site) return
    document.documentElement.style.setProperty('--brand', site.colour)
    document.documentElement.style.setProperty('--on-brand', onColour(site.colour))
  }, [site])
  useEffect(() => {
    const leave = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return
      if (document.querySelector('dialog[open]')) return // it closes itself
      if (widget.store.get().isEnding) widget.store.set({ isEnding: false })
      else widget.close()
    }
    document.addEventListener('keydown', leave)
    return () => document.removeEventListener('keydown', leave)
  }, [widget])
  return (
    <ScreenContext.Provider value={screen}>
      <Window />
    </ScreenContext.Provider>
  )
}

function Window() {
  const { state, t } = useScreen()
  const { drop, isOver } = useDrop()
  if (state.phase === 'refused') {
    return (
      <main class="window" aria-label={t('window')}>
        <Header />
        <p class="refused" role="alert">
          {t('refused')}
        </p>
      </main>
    )
  }
  return (
    <main class="window" aria-label={t('window')} {...drop}>
      <Header />
      {state.away && (
        <p class="banner" role="status">
          <Icon name="offline" />
          {t('away')}
        </p>
      )}
      <Body />
      {isOver && <p class="drop">{t('drop')}</p>}
    </main>
  )
}

function Body() {
  const { state } = useScreen()
  if (state.tickets && state.tickets.at !== null) return <state.tickets.Screen />
  if (state.opening) return <Prechat />
  const leaves = mayOnlyLeaveMessage(state)
  const asks = !leaves && !isRunning(state.talk) && state.messages.length === 0 && state.unsent.length === 0
  return (
    <>
      <Log asks={asks} leaves={leaves} />
      <Notice />
      <Composer />
    </>
  )
}

function Notice() {
  const { state, t, widget } = useScreen()
  if (state.notice === null) return null
  return (
    <p class="notice" role="alert">
      <span>{state.notice}</span>
      <button
        type="button"
        class="round small"
        aria-label={t('notice.close')}
        onClick={() => widget.store.set({ notice: null })}
      >
        <Icon name="close" />
      </button>
    </p>
  )
}

function useDrop() {
  const { widget } = useScreen()
  const [isOver, setOver] = useState(false)
  const drop = {
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      setOver(true)
    },
    onDragLeave: (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false)
    },
    onDrop: (event: DragEvent) => {
      event.preventDefault()
      setOver(false)
      widget.attach([...(event.dataTransfer?.files ?? [])])
    },
  }
  return { drop, isOver }
}
