import type { ServerFrame } from '../../domain/live/frames.ts'
import { withMarks } from '../delivery/order.ts'
import type { Memory } from './memory.ts'
import type { Session } from './session.ts'
import type { State } from './state.ts'
import type { Store } from './store.ts'

/** `saidToken`: the one with which the line was opened. */
type Ports = {
  store: Store<State>
  session: Session
  memory: Memory
  saidToken(): string
  again(): void
  tickets(): void
}
const typingLastsMs = 8000
/** Another tab that was just signed in by the shop writes down its new token within this time. */
const renewedWithinMs = 2000

/** What each frame of the live line changes. Frames for staff are not for this window. */
export function createFrameReader({ store, session, memory, saidToken, again, tickets }: Ports) {
  let timer: ReturnType<typeof setTimeout>
  function showTyping(name: string | null) {
    clearTimeout(timer)
    if (name !== null) timer = setTimeout(showTyping, typingLastsMs, null)
    store.set({ agentTyping: name })
  }
  function signOut() {
    const refused = saidToken()
    setTimeout(() => {
      if (memory.token() === refused) memory.saveToken(null)
      again()
    }, renewedWithinMs)
  }

  return (frame: ServerFrame) => {
    const { talk } = store.get()
    switch (frame.type) {
      case 'message':
        if (frame.message.sender.type === 'agent') showTyping(null)
        return session.hear(frame.message)
      case 'talk':
        return session.replaceTalk(frame.talk)
      case 'open':
        return store.set({ open: frame.open })
      case 'marks':
        if (talk?.id !== frame.conversation) return
        return store.set({ talk: withMarks(talk, { [`${frame.side}Marks`]: frame.marks }) })
      case 'typing':
        if (talk?.id !== frame.conversation || frame.side !== 'agent') return
        return showTyping(frame.on ? frame.name : null)
      case 'my_tickets':
        return tickets()
      case 'resync':
        return again()
      case 'signed_out':
        return signOut()
      case 'error':
        if (frame.code === 'not_signed_in') signOut()
    }
  }
}
