import { envelope, type ToFrame, type ToHost, toHost } from '../protocol.ts'

/** The page's end of the line to the chat window: only that window, only its origin, only messages of the right shape. */
export function createLink(frame: HTMLIFrameElement, origin: string, hear: (message: ToHost) => void) {
  let loaded = false
  let waiting: ToFrame[] = []
  const post = (message: ToFrame) => frame.contentWindow?.postMessage(envelope(message), origin)

  addEventListener('message', (event) => {
    if (event.origin !== origin || event.source !== frame.contentWindow) return
    const message = toHost(event.data)
    if (message?.type === 'loaded') {
      loaded = true
      for (const one of waiting) post(one)
      waiting = []
    }
    if (message) hear(message)
  })

  return {
    /** Of the moment: without a running window there is nobody to tell. */
    mention: (message: ToFrame) => {
      if (loaded) post(message)
    },
    /** Must arrive: kept until the window runs. */
    tell: (message: ToFrame) => {
      if (loaded) post(message)
      else waiting.push(message)
    },
  }
}
