import type { IncomingMessage } from 'node:http'
import { type RawData, WebSocket } from 'ws'
import type { Staff, Visitor } from '../../../domain/identity/actor.ts'
import { type ClientFrame, clientFrame, type ServerFrame } from '../../../domain/live/frames.ts'
import { beatSeconds } from '../../../domain/live/timing.ts'
import type { Hello, HubOptions, LiveSocket } from './socket.ts'

const helloMs = 5000
const maxUnreadBytes = 1024 * 1024
const framesPerSecond = 50

type Line = { onGreeted(socket: LiveSocket): void; end(): LiveSocket | null }
type Opening = { ws: WebSocket; request: IncomingMessage; options: HubOptions; nextId(): number }

/** One connection from its first frame to its end: sign-in within 5 s, frames in order and not too many, heartbeats. */
export function openLine({ ws, request, options, nextId }: Opening): Line {
  const line: Line = { onGreeted: () => {}, end }
  let socket: LiveSocket | null = null
  let greeted = false
  let pong = true
  let tokens = framesPerSecond * beatSeconds
  let queue: Promise<void> = Promise.resolve()
  const say = (frame: ServerFrame) => sendRaw(ws, JSON.stringify(frame))
  const late = setTimeout(() => ws.close(1008, 'hello expected'), helloMs)

  const refuse = (code: 'bad_frame' | 'not_signed_in' | 'too_many_requests', closeWith?: number) => {
    say({ type: 'error', code })
    if (closeWith) ws.close(closeWith, code)
  }
  const greet = async (hello: Hello) => {
    greeted = true
    clearTimeout(late)
    const actor = await options.authenticate(request, hello)
    if (!actor) return refuse('not_signed_in', 4401)
    if (ws.readyState !== WebSocket.OPEN) return
    socket = makeSocket(nextId(), actor, ws)
    line.onGreeted(socket)
    await options.connected(socket, hello)
  }
  // Without the database nobody can be let in; an open line that never says welcome would keep the client waiting for 40 s.
  const greetOrClose = (hello: Hello) =>
    greet(hello).catch((error) => {
      options.log.warn({ error: String(error) }, 'live hello failed')
      ws.close(1013, 'try again later')
    })
  const receive = async (data: RawData, binary: boolean) => {
    if (tokens-- <= 0) return refuse('too_many_requests', 1008)
    const frame = binary ? null : parse(data)
    if (!frame) return refuse('bad_frame')
    if (!greeted) return frame.type === 'hello' ? greetOrClose(frame) : refuse('not_signed_in', 4401)
    if (!socket || frame.type === 'hello') return refuse('bad_frame')
    const work = options.frames[frame.type] as Work | undefined
    await work?.(socket, frame)
  }
  ws.on('message', (data, binary) => {
    queue = queue
      .then(() => receive(data, binary))
      .catch((error) => {
        options.log.error({ error: String(error) }, 'live frame failed')
        refuse('bad_frame')
      })
  })
  const beat = setInterval(() => {
    tokens = framesPerSecond * beatSeconds
    // No pong since the last beat: the peer is gone without a word.
    if (!pong) return ws.terminate()
    pong = false
    ws.ping()
    if (socket) say({ type: 'beat', at: options.now().toISOString() })
  }, beatSeconds * 1000)
  ws.on('pong', () => {
    pong = true
  })
  ws.on('error', () => ws.terminate())
  function end(): LiveSocket | null {
    clearInterval(beat)
    clearTimeout(late)
    return socket
  }
  return line
}

type Work = (socket: LiveSocket, frame: ClientFrame) => Promise<void> | void

function makeSocket(id: number, actor: Staff | Visitor, ws: WebSocket): LiveSocket {
  return {
    id,
    actor,
    topics: new Set(),
    send: (frame) => sendRaw(ws, JSON.stringify(frame)),
    close: (code, reason) => ws.close(code, reason),
  }
}

/** A reader that does not keep up is dropped; it comes back and reads what it missed from the table. */
export function sendRaw(ws: WebSocket, text: string): void {
  if (ws.readyState !== WebSocket.OPEN) return
  if (ws.bufferedAmount > maxUnreadBytes) ws.terminate()
  else ws.send(text)
}

function parse(data: RawData): ClientFrame | null {
  try {
    const parsed = clientFrame.safeParse(JSON.parse(data.toString()))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
