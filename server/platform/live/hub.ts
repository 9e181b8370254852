import { randomInt } from 'node:crypto'
import type { IncomingMessage, Server } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import type { ServerFrame } from '../../../domain/live/frames.ts'
import { reconnectSpreadMs } from '../../../domain/live/timing.ts'
import { openLine, sendRaw } from './line.ts'
import type { HubOptions, LiveSocket } from './socket.ts'

export type Hub = {
  attach(server: Server): void
  /** Sockets that follow a topic. */
  on(topic: string): ReadonlySet<LiveSocket>
  join(socket: LiveSocket, topic: string): void
  leave(socket: LiveSocket, topic: string): void
  send(topic: string, frame: ServerFrame, to?: (socket: LiveSocket) => boolean): void
  /** What follows `prefix` in the topics that have sockets. */
  topics(prefix: string): string[]
  count(): number
  drain(): Promise<void>
}

const maxFrame = 64 * 1024
const nobody: ReadonlySet<LiveSocket> = new Set()

/** The switchboard: sockets, topics and heartbeats. It knows no area; what a frame does stands in the table it is given. */
export function openHub(options: HubOptions): Hub {
  const server = new WebSocketServer({ noServer: true, maxPayload: maxFrame, perMessageDeflate: false })
  const topics = new Map<string, Set<LiveSocket>>()
  const raw = new Map<LiveSocket, WebSocket>()
  let nextId = 1
  let draining = false

  const join = (socket: LiveSocket, topic: string) => {
    socket.topics.add(topic)
    const set = topics.get(topic) ?? new Set()
    topics.set(topic, set.add(socket))
  }
  const leave = (socket: LiveSocket, topic: string) => {
    socket.topics.delete(topic)
    const set = topics.get(topic)
    if (set?.delete(socket) && set.size === 0) topics.delete(topic)
  }

  const accept = (ws: WebSocket, request: IncomingMessage) => {
    const line = openLine({ ws, request, options, nextId: () => nextId++ })
    line.onGreeted = (socket) => raw.set(socket, ws)
    ws.on('close', () => {
      const socket = line.end()
      if (!socket) return
      const left = [...socket.topics]
      for (const topic of left) leave(socket, topic)
      raw.delete(socket)
      options.disconnected(socket, left)
    })
  }

  return {
    attach(http) {
      http.on('upgrade', (request, stream, head) => {
        const path = request.url?.split('?')[0]
        if (path !== '/live' || draining || !options.isOwnOrigin(request)) {
          stream.end(
            `HTTP/1.1 ${path === '/live' ? (draining ? '503 Service Unavailable' : '403 Forbidden') : '404 Not Found'}\r\nConnection: close\r\n\r\n`,
          )
          return
        }
        server.handleUpgrade(request, stream, head, (ws) => accept(ws, request))
      })
    },
    on: (topic) => topics.get(topic) ?? nobody,
    join,
    leave,
    send(topic, frame, to) {
      const set = topics.get(topic)
      if (!set) return
      const text = JSON.stringify(frame)
      for (const socket of set) {
        const ws = raw.get(socket)
        if (ws && (!to || to(socket))) sendRaw(ws, text)
      }
    },
    topics: (prefix) =>
      [...topics.keys()].flatMap((topic) => (topic.startsWith(prefix) ? [topic.slice(prefix.length)] : [])),
    count: () => raw.size,
    async drain() {
      draining = true
      for (const [socket, ws] of raw) {
        socket.send({ type: 'reconnect', inMs: randomInt(reconnectSpreadMs) })
        ws.close(1012, 'restarting')
      }
      await new Promise((resolve) => setTimeout(resolve, raw.size > 0 ? 300 : 0))
      for (const ws of server.clients) ws.terminate()
      server.close()
    },
  }
}
