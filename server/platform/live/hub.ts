import { randomInt } from 'node:crypto'
import type { IncomingMessage, Server } from 'node:http'
import { type RawData, WebSocket, WebSocketServer } from 'ws'
import type { Staff, Visitor } from '../../../domain/identity/actor.ts'
import { beatSeconds, type ClientFrame, clientFrame, reconnectSpreadMs, type ServerFrame } from '../../../domain/live/frames.ts'
import type { Log } from '../log.ts'

export type LiveSocket = {
  readonly id: number
  actor: Staff | Visitor
  readonly topics: Set<string>
  send(frame: ServerFrame): void
  close(code: number, reason: string): void
}
type Hello = Extract<ClientFrame, { type: 'hello' }>
type Table = { [K in Exclude<ClientFrame['type'], 'hello'>]?: (socket: LiveSocket, frame: Extract<ClientFrame, { type: K }>) => Promise<void> | void }

export type HubOptions = {
  log: Log
  isOwnOrigin(request: IncomingMessage): boolean
  /** The session or token behind the first frame; null refuses the socket. */
  authenticate(request: IncomingMessage, hello: Hello): Promise<Staff | Visitor | null>
  connected(socket: LiveSocket, hello: Hello): Promise<void>
  disconnected(socket: LiveSocket): void
  frames: Table
}
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

const helloMs = 5000
const maxFrame = 64 * 1024
const maxUnreadBytes = 1024 * 1024
const framesPerSecond = 50
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
    let set = topics.get(topic)
    if (!set) topics.set(topic, (set = new Set()))
    set.add(socket)
  }
  const leave = (socket: LiveSocket, topic: string) => {
    socket.topics.delete(topic)
    const set = topics.get(topic)
    if (set?.delete(socket) && set.size === 0) topics.delete(topic)
  }

  const accept = (ws: WebSocket, request: IncomingMessage) => {
    const alive = { pong: true, tokens: framesPerSecond }
    let socket: LiveSocket | null = null
    let greeted = false
    // Frames of one socket are worked through in order.
    let queue: Promise<void> = Promise.resolve()
    const late = setTimeout(() => ws.close(1008, 'hello expected'), helloMs)
    const refuse = (code: 'bad_frame' | 'not_signed_in' | 'too_many_requests', closeWith?: number) => {
      sendRaw(ws, JSON.stringify({ type: 'error', code } satisfies ServerFrame))
      if (closeWith) ws.close(closeWith, code)
    }
    const greet = async (hello: Hello) => {
      greeted = true
      clearTimeout(late)
      const actor = await options.authenticate(request, hello)
      if (!actor) return refuse('not_signed_in', 4401)
      if (ws.readyState !== WebSocket.OPEN) return
      socket = makeSocket(nextId++, actor, ws)
      raw.set(socket, ws)
      await options.connected(socket, hello)
    }
    const receive = async (data: RawData, binary: boolean) => {
      if (alive.tokens-- <= 0) return refuse('too_many_requests', 1008)
      const frame = binary ? null : parse(data)
      if (!frame) return refuse('bad_frame')
      if (!greeted) return frame.type === 'hello' ? greet(frame) : refuse('not_signed_in', 4401)
      if (!socket || frame.type === 'hello') return refuse('bad_frame')
      const work = options.frames[frame.type] as ((socket: LiveSocket, frame: ClientFrame) => Promise<void> | void) | undefined
      await work?.(socket, frame)
    }
    ws.on('message', (data, binary) => {
      queue = queue.then(() => receive(data, binary)).catch(error => {
        options.log.error({ error: String(error) }, 'live frame failed')
        refuse('bad_frame')
      })
    })
    const beat = setInterval(() => {
      alive.tokens = framesPerSecond * beatSeconds
      if (!alive.pong) return ws.terminate()
      alive.pong = false
      ws.ping()
      if (socket) sendRaw(ws, JSON.stringify({ type: 'beat', at: new Date().toISOString() } satisfies ServerFrame))
    }, beatSeconds * 1000)
    ws.on('pong', () => (alive.pong = true))
    ws.on('error', () => ws.terminate())
    ws.on('close', () => {
      clearInterval(beat)
      clearTimeout(late)
      if (!socket) return
      for (const topic of [...socket.topics]) leave(socket, topic)
      raw.delete(socket)
      options.disconnected(socket)
    })
  }

  return {
    attach(http) {
      http.on('upgrade', (request, stream, head) => {
        const path = request.url?.split('?')[0]
        if (path !== '/live' || draining || !options.isOwnOrigin(request)) {
          stream.end(`HTTP/1.1 ${path === '/live' ? (draining ? '503 Service Unavailable' : '403 Forbidden') : '404 Not Found'}\r\nConnection: close\r\n\r\n`)
          return
        }
        server.handleUpgrade(request, stream, head, ws => accept(ws, request))
      })
    },
    on: topic => topics.get(topic) ?? nobody,
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
    topics: prefix => [...topics.keys()].flatMap(topic => (topic.startsWith(prefix) ? [topic.slice(prefix.length)] : [])),
    count: () => raw.size,
    async drain() {
      draining = true
      for (const [socket, ws] of raw) {
        socket.send({ type: 'reconnect', inMs: randomInt(reconnectSpreadMs) })
        ws.close(1012, 'restarting')
      }
      await new Promise(resolve => setTimeout(resolve, raw.size > 0 ? 300 : 0))
      for (const ws of server.clients) ws.terminate()
      server.close()
    },
  }
}

function makeSocket(id: number, actor: Staff | Visitor, ws: WebSocket): LiveSocket {
  return {
    id,
    actor,
    topics: new Set(),
    send: frame => sendRaw(ws, JSON.stringify(frame)),
    close: (code, reason) => ws.close(code, reason),
  }
}

/** A reader that does not keep up is dropped; it comes back and reads what it missed from the table. */
function sendRaw(ws: WebSocket, text: string): void {
  if (ws.readyState !== WebSocket.OPEN) return
  if (ws.bufferedAmount > maxUnreadBytes) return ws.terminate()
  ws.send(text)
}

function parse(data: RawData): ClientFrame | null {
  try {
    const parsed = clientFrame.safeParse(JSON.parse(data.toString()))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
