import { useSyncExternalStore } from 'react'
import { postMessage } from '../../domain/conversations/contract.ts'
import type { MessageView } from '../../domain/conversations/views.ts'
import { ApiError, call } from '../api.ts'
import { liveState } from '../live.ts'
import { forgetUnsent, keepUnsent, type Unsent, unsentOf } from './outbox-store.ts'

/**
 * Messages on their way (reliability/contract 1.1, 1.3): kept in IndexedDB before the first attempt, sent one after another
 * in each conversation, sent again with the same id until the server has said yes or no.
 */
let unsent: readonly Unsent[] = []
const listeners = new Set<() => void>()
const busy = new Set<string>()
const waits = new Map<string, ReturnType<typeof setTimeout>>()
let arrived: (message: MessageView) => void = () => {}

function set(next: readonly Unsent[]): void {
  unsent = next
  for (const listener of listeners) listener()
}

/** Sends what an earlier visit left behind. `onArrived` gets every message the server confirmed. */
export function startOutbox(staffId: string, onArrived: (message: MessageView) => void): () => void {
  arrived = onArrived
  void unsentOf(staffId)
    .catch((): Unsent[] => [])
    .then((kept) => {
      const known = new Set(unsent.map((message) => message.input.messageId))
      set([...kept.filter((message) => !known.has(message.input.messageId)), ...unsent])
      flush()
    })
  const stop = liveState.subscribe(() => {
    if (liveState.get() === 'on') flush()
  })
  addEventListener('online', flush)
  return () => {
    stop()
    removeEventListener('online', flush)
  }
}

export async function post(message: Unsent): Promise<void> {
  set([...unsent, message])
  // A browser that refuses storage (private mode, full disk) still sends; only the survival of a crash is gone.
  await keepUnsent(message).catch(() => undefined)
  void drain(message.input.id)
}

export function sendAgain(messageId: string): void {
  const message = unsent.find((one) => one.input.messageId === messageId)
  if (!message) return
  replace(messageId, { ...message, refused: undefined })
  void drain(message.input.id)
}

/** The writer gives up a refused message. */
export function discard(messageId: string): void {
  forget(messageId)
}

/** A frame or a replay showed the message: it is stored, whatever happened to the answer. */
export function confirmSent(messageId: string): void {
  if (unsent.some((one) => one.input.messageId === messageId)) forget(messageId)
}

export function useUnsent(conversationId: string): readonly Unsent[] {
  const all = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => unsent,
  )
  return all.filter((message) => message.input.id === conversationId)
}

function flush(): void {
  for (const timer of waits.values()) clearTimeout(timer)
  waits.clear()
  for (const id of new Set(unsent.map((message) => message.input.id))) void drain(id)
}

async function drain(conversationId: string, tried = 0): Promise<void> {
  if (busy.has(conversationId)) return
  const next = unsent.find((message) => message.input.id === conversationId && message.refused === undefined)
  if (!next) return
  busy.add(conversationId)
  const outcome = await attempt(next)
  busy.delete(conversationId)
  if (outcome === 'later') return retry(conversationId, tried + 1)
  void drain(conversationId)
}

async function attempt(message: Unsent): Promise<'done' | 'later'> {
  const { messageId } = message.input
  try {
    const { message: stored } = await call(postMessage, message.input)
    arrived(stored)
    forget(messageId)
    return 'done'
  } catch (error) {
    if (!(error instanceof ApiError) || error.isTransient || isSessionMatter(error)) return 'later'
    replace(messageId, { ...message, refused: error.message })
    return 'done'
  }
}

const isSessionMatter = (error: ApiError) => error.code === 'not_signed_in' || error.code === 'session_locked'

function retry(conversationId: string, tried: number): void {
  clearTimeout(waits.get(conversationId))
  const wait = Math.min(15_000, 500 * 2 ** tried) * (0.5 + Math.random())
  waits.set(
    conversationId,
    setTimeout(() => void drain(conversationId, tried), wait),
  )
}

function replace(messageId: string, changed: Unsent): void {
  set(unsent.map((one) => (one.input.messageId === messageId ? changed : one)))
  void keepUnsent(changed).catch(() => undefined)
}

function forget(messageId: string): void {
  set(unsent.filter((one) => one.input.messageId !== messageId))
  void forgetUnsent(messageId).catch(() => undefined)
}
