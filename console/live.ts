import type { ClientFrame, ServerFrame } from '../domain/live/frames.ts'
import { reconnectSpreadMs, silenceSeconds } from '../domain/live/timing.ts'
import { learnServerTime } from './clock.ts'

const silenceMs = silenceSeconds * 1000

type FrameOf<T extends ServerFrame['type']> = Extract<ServerFrame, { type: T }>
type Listener = (frame: ServerFrame) => void
export type LiveState = 'off' | 'connecting' | 'on'

const listeners = new Map<ServerFrame['type'], Set<Listener>>()
const stateListeners = new Set<() => void>()
const watched = new Map<string, number>()
let wallWatchers = 0
let socket: WebSocket | null = null
let state: LiveState = 'off'
let cursor: number | undefined
let silence: ReturnType<typeof setTimeout> | undefined
let comeBack: ReturnType<typeof setTimeout> | undefined
let wanted = false
let isResumed = false
let firstAttempt = true

/** An area registers what a frame does to its state; the switchboard knows no area. */
export function onFrame<T extends ServerFrame['type']>(type: T, listener: (frame: FrameOf<T>) => void): () => void {
  const set = listeners.get(type) ?? new Set<Listener>()
  listeners.set(type, set)
  const stored = listener as Listener
  set.add(stored)
  return () => set.delete(stored)
}

export function startLive(): void {
  if (wanted) return
  wanted = true
  firstAttempt = true
  cursor = undefined
  connect()
  addEventListener('online', connectNow)
  document.addEventListener('visibilitychange', connectNow)
}

export function stopLive(): void {
  wanted = false
  removeEventListener('online', connectNow)
  document.removeEventListener('visibilitychange', connectNow)
  clearTimeout(comeBack)
  drop()
  setState('off')
}

export function send(frame: ClientFrame): boolean {
  if (socket?.readyState !== WebSocket.OPEN || state !== 'on') return false
  socket.send(JSON.stringify(frame))
  return true
}

/** Follows one conversation until the returned function is called; survives reconnects. */
export function watch(conversation: string): () => void {
  watched.set(conversation, (watched.get(conversation) ?? 0) + 1)
  if (watched.get(conversation) === 1) send({ type: 'watch', conversation })
  return () => {
    const left = (watched.get(conversation) ?? 1) - 1
    if (left > 0) return void watched.set(conversation, left)
    watched.delete(conversation)
    send({ type: 'unwatch', conversation })
  }
}

export function watchWall(): () => void {
  wallWatchers += 1
  if (wallWatchers === 1) send({ type: 'watch_wall' })
  return () => {
    wallWatchers -= 1
    if (wallWatchers === 0) send({ type: 'unwatch_wall' })
  }
}

export const liveState = {
  subscribe(listener: () => void): () => void {
    stateListeners.add(listener)
    return () => stateListeners.delete(listener)
  },
  get: (): LiveState => state,
}

function setState(next: LiveState): void {
  if (state === next) return
  state = next
  for (const listener of stateListeners) listener()
}

function connect(): void {
  clearTimeout(comeBack)
  if (!wanted || socket) return
  setState('connecting')
  const opening = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/live`)
  socket = opening
  hearken()
  opening.onopen = () => {
    isResumed = cursor !== undefined
    opening.send(JSON.stringify({ type: 'hello', as: 'staff', cursor } satisfies ClientFrame))
  }
  opening.onmessage = (event) => receive(String(event.data))
  opening.onclose = () => {
    if (socket !== opening) return
    drop()
    retryIn(50 + Math.random() * (firstAttempt ? 500 : reconnectSpreadMs))
    firstAttempt = false
  }
}

/** A person who looks at the page again or is online again does not wait for the timer. */
function connectNow(): void {
  if (document.visibilityState === 'visible' && !socket) connect()
}

function retryIn(ms: number): void {
  if (!wanted) return
  setState('connecting')
  clearTimeout(comeBack)
  comeBack = setTimeout(connect, ms)
}

function drop(): void {
  clearTimeout(silence)
  const closing = socket
  socket = null
  closing?.close()
}

function hearken(): void {
  clearTimeout(silence)
  silence = setTimeout(() => {
    drop()
    retryIn(50 + Math.random() * reconnectSpreadMs)
  }, silenceMs)
}

function receive(data: string): void {
  hearken()
  const frame = parse(data)
  if (!frame) return
  // The welcome's cursor is only a beginning: what was missed before it is still on its way.
  if ('cursor' in frame && (frame.type !== 'welcome' || cursor === undefined))
    cursor = Math.max(cursor ?? 0, frame.cursor)
  own[frame.type]?.(frame)
  tell(frame)
}

function tell(frame: ServerFrame): void {
  for (const listener of listeners.get(frame.type) ?? []) listener(frame)
}

const own: Partial<Record<ServerFrame['type'], Listener>> = {
  welcome(frame) {
    if (frame.type !== 'welcome') return
    learnServerTime(frame.at)
    // Start-up: what was fetched before the socket stood may be behind it already (reliability/contract 1.4).
    if (!isResumed) tell({ type: 'resync' })
    firstAttempt = true
    setState('on')
    for (const conversation of watched.keys()) send({ type: 'watch', conversation })
    if (wallWatchers > 0) send({ type: 'watch_wall' })
  },
  beat(frame) {
    if (frame.type === 'beat') learnServerTime(frame.at)
  },
  reconnect(frame) {
    if (frame.type !== 'reconnect') return
    drop()
    retryIn(frame.inMs)
  },
}

function parse(data: string): ServerFrame | null {
  try {
    return JSON.parse(data) as ServerFrame
  } catch {
    return null
  }
}
