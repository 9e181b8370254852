import { WebSocket } from 'ws'
import type { Visitor } from '../../bench/harness/world.ts'

export type Crowd = {
  up(): number
  attempts(): number
  failures(): number
  /** When the last of them was welcomed. */
  lastUpAt(): number
  /** How long after the loss each came back. */
  returns(): number[]
  close(): void
}

/** Many visitors who only keep their line, with the product's own manner of coming back: 50 ms + random 0-8 s, wider each time. */
export function openCrowd(visitors: readonly Visitor[], url: () => string): Crowd {
  const seen = { up: 0, attempts: 0, failures: 0, lastUpAt: 0 }
  const returns: number[] = []
  const sockets = new Set<WebSocket>()
  let wanted = true
  const come = (visitor: Visitor, tries: number, lostAt: number) => {
    if (!wanted) return
    seen.attempts++
    const socket = new WebSocket(`${url().replace('http', 'ws')}/live`, { handshakeTimeout: 15_000 })
    sockets.add(socket)
    let welcomed = false
    let told: number | null = null
    socket.on('open', () => socket.send(JSON.stringify({ type: 'hello', as: 'visitor', token: visitor.token })))
    socket.on('message', (data) => {
      const text = String(data)
      if (text.startsWith('{"type":"reconnect"')) told = JSON.parse(text).inMs as number
      if (welcomed || !text.startsWith('{"type":"welcome"')) return
      welcomed = true
      seen.up++
      seen.lastUpAt = performance.now()
      if (lostAt > 0) returns.push(seen.lastUpAt - lostAt)
    })
    socket.on('error', () => seen.failures++)
    socket.on('close', () => {
      sockets.delete(socket)
      if (welcomed) seen.up--
      const since = welcomed ? performance.now() : lostAt
      const next = welcomed ? 0 : tries + 1
      const wait = told ?? Math.random() * Math.min(30_000, 8000 * 1.5 ** Math.max(0, next - 2))
      if (wanted) setTimeout(() => come(visitor, next, since), 50 + wait)
    })
  }
  for (const [index, visitor] of visitors.entries()) setTimeout(() => come(visitor, 0, 0), index / 2)
  return {
    up: () => seen.up,
    attempts: () => seen.attempts,
    failures: () => seen.failures,
    lastUpAt: () => seen.lastUpAt,
    returns: () => returns,
    close() {
      wanted = false
      for (const socket of sockets) socket.terminate()
    },
  }
}
