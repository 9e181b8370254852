import type { Live } from '../delivery/live.ts'
import { withMarks } from '../delivery/order.ts'
import type { State } from './state.ts'
import type { Store } from './store.ts'

/** Tells the centre what reached this device and what the customer has seen. Marks only rise. */
export function createReading(store: Store<State>, live: () => Live) {
  let told = ''

  function report() {
    const { talk, messages, shown, isAtNewest } = store.get()
    const received = messages.at(-1)?.seq ?? 0
    if (!talk || received === 0) return
    const isSeen = shown && isAtNewest && !document.hidden
    const read = isSeen ? received : talk.customerMarks.read
    const news = `${talk.id} ${received} ${read}`
    if (news === told) return
    told = news
    live().send({ type: 'marks', conversation: talk.id, received, read })
    store.set({ talk: withMarks(talk, { customerMarks: { received, read } }) })
  }

  store.subscribe(report)
  document.addEventListener('visibilitychange', report)
  return {
    /** The line is back: what was told to the old one may not have arrived. */
    repeat() {
      told = ''
      report()
    },
  }
}

const typingEveryMs = 3000
const typingEndsMs = 6000

/** The customer's "is typing": said at most every 3 s, taken back after 6 s of silence. */
export function createTyping(store: Store<State>, live: () => Live) {
  let saidAt = 0
  let timer: ReturnType<typeof setTimeout>
  const say = (on: boolean) => {
    const { talk } = store.get()
    if (talk) live().send({ type: 'typing', conversation: talk.id, on })
    saidAt = on ? Date.now() : 0
  }
  return (on: boolean) => {
    clearTimeout(timer)
    if (on) timer = setTimeout(say, typingEndsMs, false)
    if (on ? Date.now() - saidAt > typingEveryMs : saidAt > 0) say(on)
  }
}
