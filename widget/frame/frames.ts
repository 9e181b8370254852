import type { ServerFrame } from '../../domain/live/frames.ts'
import { withMarks } from '../delivery/order.ts'
import type { Memory } from './memory.ts'
import type { Session } from './session.ts'
import type { State } from './state.ts'
import type { Store } from './store.ts'

type Ports = { store: Store<State>; session: Session; memory: Memory; again(): void }
const typingLastsMs = 8000

/** What each frame of the live line changes. Frames for staff are not for this window. */
export function createFrameReader({ store, session, memory, again }: Ports) {
  let timer: ReturnType<typeof setTimeout>
  function showTyping(name: string | null) {
    clearTimeout(timer)
    if (name !== null) timer = setTimeout(showTyping, typingLastsMs, null)
    store.set({ agentTyping: name })
  }
  function signOut() {
    memory.saveToken(null)
    again()
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
      case 'resync':
        return again()
      case 'signed_out':
        return signOut()
      case 'error':
        if (frame.code === 'not_signed_in') signOut()
    }
  }
}
