import type { MessageView } from '../../domain/conversations/views.ts'
import { onColour } from '../colour.ts'
import { unreadCount } from '../delivery/order.ts'
import { envelope, type ToFrame, type ToHost, toFrame } from '../protocol.ts'
import type { State } from './state.ts'
import type { Store } from './store.ts'

/** The page this window stands in. The server allows only the site's origins as ancestors (CSP); messages go to that one alone. */
function parentOrigin(): string | null {
  const named = location.ancestorOrigins?.[0] ?? document.referrer
  return URL.canParse(named) ? new URL(named).origin : null
}

export type Host = ReturnType<typeof createHost>

export function createHost(hear: (message: ToFrame) => void) {
  const origin = parentOrigin()
  const isFramed = window.parent !== window && origin !== null
  const tell = (message: ToHost) => {
    if (isFramed) window.parent.postMessage(envelope(message), origin)
  }
  addEventListener('message', (event) => {
    if (!isFramed || event.source !== window.parent || event.origin !== origin) return
    const message = toFrame(event.data)
    if (message) hear(message)
  })
  return {
    tell,
    tellMessage: ({ id, sender, kind, body, at }: MessageView) =>
      tell({ type: 'message', detail: { id, from: sender.type, kind, body, at } }),
  }
}

/** Keeps the launcher's colour, side and unread count as the window knows them. */
export function followByHost(store: Store<State>, { tell }: Host) {
  let look = ''
  let unread = 0
  store.subscribe(() => {
    const { site, talk, messages, unsent } = store.get()
    const returning = talk !== null || unsent.length > 0
    const { colour = '', position = 'right' } = site ?? {}
    const now = `${colour} ${position} ${returning}`
    if (site && now !== look) tell({ type: 'ready', returning, colour, ink: onColour(colour), position })
    look = now
    const count = unreadCount(messages, talk?.customerMarks.read ?? 0)
    if (count !== unread) tell({ type: 'unread', count })
    unread = count
  })
}
