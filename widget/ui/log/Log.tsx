import { useLayoutEffect, useRef } from 'preact/hooks'
import { useScreen } from '../context.ts'
import { Icon } from '../Icon.tsx'
import { lazily } from '../lazily.tsx'
import { Intro } from './Intro.tsx'
import { Talk } from './talk-part.ts'

const LeaveMessage = lazily(async () => (await import('../later/Forms.tsx')).LeaveMessage)
const nearPx = 60

export function Log({ asks, leaves }: { asks: boolean; leaves: boolean }) {
  const { state, t, widget } = useScreen()
  const hasTalk = state.messages.length + state.unsent.length > 0
  const firstSeq = state.messages[0]?.seq ?? 1
  const scroll = useScroll({ firstSeq, sticks: state.isAtNewest && hasTalk })
  return (
    <div class="log-frame">
      <div
        class="log"
        {...scroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
        tabIndex={0}
        role="log"
        aria-live="polite"
        aria-label={t('log')}
        aria-busy={state.isLoadingOlder}
      >
        <div>
          {firstSeq === 1 && <Intro asks={asks} />}
          {state.isLoadingOlder && <p class="line">{t('log.older')}</p>}
          {!hasTalk && state.tickets && <state.tickets.Card />}
          {hasTalk && <Talk />}
          {leaves && <LeaveMessage />}
        </div>
      </div>
      {!state.isAtNewest && (
        <button type="button" class="newest" onClick={() => widget.store.set({ isAtNewest: true })}>
          <Icon name="down" />
          {t('log.newest')}
        </button>
      )}
    </div>
  )
}

type Scrolled = { firstSeq: number; sticks: boolean }

/** Stays at the newest line unless the customer scrolled away; older lines above do not move what is being read. */
function useScroll({ firstSeq, sticks }: Scrolled) {
  const { state, widget } = useScreen()
  const box = useRef<HTMLDivElement>(null)
  const before = useRef({ firstSeq, height: 0 })
  useLayoutEffect(() => {
    const log = box.current
    if (!log) return
    const grown = log.scrollHeight - before.current.height
    if (sticks) log.scrollTop = log.scrollHeight
    else if (firstSeq < before.current.firstSeq) log.scrollTop += grown
    before.current = { firstSeq, height: log.scrollHeight }
  })
  useLayoutEffect(() => {
    const log = box.current
    if (!log) return
    const observer = new ResizeObserver(() => {
      before.current.height = log.scrollHeight
      if (sticks) log.scrollTop = log.scrollHeight
    })
    for (const one of [log, ...log.children]) observer.observe(one)
    return () => observer.disconnect()
  }, [sticks])

  function onScroll() {
    const log = box.current
    // What grew or shrank moved the log, not the customer.
    if (!log || log.scrollHeight !== before.current.height) return
    const isAtNewest = log.scrollHeight - log.scrollTop - log.clientHeight < nearPx
    if (isAtNewest !== state.isAtNewest) widget.store.set({ isAtNewest })
    if (log.scrollTop < nearPx && firstSeq > 1) void widget.loadOlder()
  }
  return { ref: box, onScroll }
}
