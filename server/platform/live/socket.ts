import type { IncomingMessage } from 'node:http'
import type { Staff, Visitor } from '../../../domain/identity/actor.ts'
import type { ClientFrame, ServerFrame } from '../../../domain/live/frames.ts'
import type { Log } from '../log.ts'

export type LiveSocket = {
  readonly id: number
  actor: Staff | Visitor
  readonly topics: Set<string>
  send(frame: ServerFrame): void
  close(code: number, reason: string): void
}
export type Hello = Extract<ClientFrame, { type: 'hello' }>
type Table = {
  [K in Exclude<ClientFrame['type'], 'hello'>]?: (
    socket: LiveSocket,
    frame: Extract<ClientFrame, { type: K }>,
  ) => Promise<void> | void
}

export type HubOptions = {
  log: Log
  now(): Date
  isOwnOrigin(request: IncomingMessage): boolean
  /** The session or token behind the first frame; null refuses the socket. */
  authenticate(request: IncomingMessage, hello: Hello): Promise<Staff | Visitor | null>
  connected(socket: LiveSocket, hello: Hello): Promise<void>
  /** `left`: the topics it followed until it closed. */
  disconnected(socket: LiveSocket, left: readonly string[]): void
  frames: Table
}
