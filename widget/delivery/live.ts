import type { ClientFrame, ServerFrame } from '../../domain/live/frames.ts'
import { reconnectSpreadMs, silenceSeconds } from '../../domain/live/timing.ts'

const silenceMs = silenceSeconds * 1000

/** Attempts that keep to the first spread: a server that starts anew within seconds has everybody back within ten (F20). */
const patience = 3

/** reliability/contract 3.4: 50 ms + random 0-8 s, wider with each failure after the third; after sleep or "online" soon, but not as one crowd. */
export function reconnectDelay(attempt: number, random: number, soon = false): number {
  return 50 + random * (soon ? 1000 : Math.min(30_000, reconnectSpreadMs * 1.5 ** Math.max(0, attempt - patience + 1)))
}

/** A frame of this program's protocol, or null. Its content comes from our own server and is only ever shown as text. */
export function readFrame(data: unknown): ServerFrame | null {
  try {
    const frame = JSON.parse(String(data))
    return typeof frame?.type === 'string' ? frame : null
  } catch {
    return null
  }
}

type LivePorts = {
  hello(): ClientFrame
  onFrame(frame: ServerFrame): void
  onUp(): void
  onDown(): void
}
export type Live = ReturnType<typeof createLive>

export function createLive({ hello, onFrame, onUp, onDown }: LivePorts) {
  let socket: WebSocket | null = null
  let timer: ReturnType<typeof setTimeout>
  let attempt = 0
  let heardAt = 0
  let wanted = false

  function hear(event: MessageEvent) {
    heardAt = Date.now()
    const frame = readFrame(event.data)
    if (frame?.type === 'welcome') {
      attempt = 0
      onUp()
    } else if (frame?.type === 'reconnect') drop(50 + frame.inMs)
    else if (frame) onFrame(frame)
  }

  function connect() {
    clearTimeout(timer)
    if (!wanted || socket) return
    heardAt = Date.now()
    const line = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/live`)
    socket = line
    line.onopen = () => line.send(JSON.stringify(hello()))
    line.onmessage = (event) => line === socket && hear(event)
    line.onclose = () => line === socket && drop(reconnectDelay(attempt++, Math.random()))
  }

  function drop(againIn: number) {
    const line = socket
    socket = null
    line?.close()
    onDown()
    clearTimeout(timer)
    if (wanted) timer = setTimeout(connect, againIn)
  }

  /** Good news (network, wake-up, an answered request): do not sit out the long wait. */
  function hurry() {
    if (socket && Date.now() - heardAt > silenceMs / 2) drop(reconnectDelay(0, Math.random(), true))
    else if (!socket && wanted) {
      clearTimeout(timer)
      timer = setTimeout(connect, reconnectDelay(0, Math.random(), true))
    }
  }

  setInterval(() => socket && Date.now() - heardAt > silenceMs && drop(reconnectDelay(0, Math.random())), 5000)
  addEventListener('online', hurry)
  document.addEventListener('visibilitychange', () => document.hidden || hurry())

  return {
    hurry,
    start() {
      wanted = true
      connect()
    },
    /** With a new token: the old line spoke for the old visitor. */
    restart() {
      wanted = true
      drop(0)
    },
    stop() {
      wanted = false
      drop(0)
    },
    /** Hints may be lost with the line; whoever sends them sends them again on `onUp`. */
    send(frame: ClientFrame) {
      if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame))
    },
  }
}
