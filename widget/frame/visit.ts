import type { Locale } from '../../domain/locale.ts'
import { ApiError } from '../delivery/api.ts'
import type { Live } from '../delivery/live.ts'
import { type Outbox, retryDelay } from '../delivery/outbox.ts'
import type { ToFrame } from '../protocol.ts'
import type { createReading } from './reading.ts'
import type { Session } from './session.ts'
import { isRunning, type State } from './state.ts'
import type { Store } from './store.ts'
import { loadTexts } from './texts.ts'

type Ports = {
  store: Store<State>
  session: Session
  live: Live
  outbox: Outbox
  reading: ReturnType<typeof createReading>
}
/** A short break is not worth a banner. */
const awayAfterMs = 3000
/** Whether somebody is there may have changed while the window was closed this long. */
const staleAfterMs = 5 * 60_000

/** When the visit begins, what it needs to go on, and what the shop's page says to it. */
export function createVisit({ store, session, live, outbox, reading }: Ports) {
  let begun = false
  let visitedAt = 0
  let attempt = 0
  let awayTimer: ReturnType<typeof setTimeout> | undefined
  let retryTimer: ReturnType<typeof setTimeout>

  async function again() {
    clearTimeout(retryTimer)
    try {
      await session.visit()
      visitedAt = Date.now()
      attempt = 0
      live.restart()
      void outbox.flush()
    } catch (error) {
      if (error instanceof ApiError && !error.isPassing) return store.set({ phase: 'refused' })
      down()
      retryTimer = setTimeout(again, retryDelay(attempt++, Math.random()))
    }
  }

  function begin() {
    if (begun) return
    begun = true
    void outbox.load()
    void again()
    addEventListener('online', () => void (store.get().phase === 'ready' ? outbox.flush() : again()))
  }

  function down() {
    awayTimer ??= setTimeout(() => store.set({ away: true, agentTyping: null }), navigator.onLine ? awayAfterMs : 0)
  }

  /** Subscribed first, then read what was missed, then follow (reliability/contract 4). */
  async function up() {
    clearTimeout(awayTimer)
    awayTimer = undefined
    store.set({ away: false })
    const { page, orderNo } = store.get()
    live.send({ type: 'page', url: page.url, title: page.title })
    if (orderNo) live.send({ type: 'order', orderNo })
    void outbox.flush()
    await session.refresh().catch(() => {})
    await session.catchUp()
    reading.repeat()
  }

  async function speak(locale: Locale) {
    const texts = await loadTexts(locale)
    document.documentElement.lang = locale
    store.set({ locale, texts })
    if (begun) void again()
  }

  async function identify(token: string) {
    const before = store.get().phase
    await session.identify(token).catch(() => {}) // refused: the visitor stays a stranger
    if (before === 'ready') live.restart()
  }

  function show(shown: boolean) {
    store.set({ shown })
    if (!shown) return
    begin()
    if (visitedAt > 0 && Date.now() - visitedAt > staleAfterMs && !isRunning(store.get().talk)) void again()
  }

  return {
    again,
    up,
    down,
    hearHost(message: ToFrame) {
      switch (message.type) {
        case 'hello':
          store.set({ page: message.page })
          if (message.resume) begin()
          return show(message.shown)
        case 'shown':
          return show(message.shown)
        case 'page':
          store.set({ page: message.page })
          return live.send({ type: 'page', url: message.page.url, title: message.page.title })
        case 'identify':
          return void identify(message.token)
        case 'order':
          store.set({ orderNo: message.orderNo })
          return live.send({ type: 'order', orderNo: message.orderNo })
        case 'locale':
          return void speak(message.locale)
      }
    },
  }
}
