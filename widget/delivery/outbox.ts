import { ApiError } from './api.ts'
import type { OutboxStore } from './outbox-store.ts'
import type { Unsent } from './unsent.ts'

/** The oldest unsent message whose conversation is not held up by a refused beginning. */
export function nextToSend(items: readonly Unsent[]): Unsent | undefined {
  const held = new Set(items.filter((one) => one.failed && one.kind !== 'post').map((one) => one.conversationId))
  return [...items]
    .sort((one, other) => (one.messageId < other.messageId ? -1 : 1))
    .find((one) => !one.failed && !held.has(one.conversationId))
}

/** Waiting before the next try: 1, 2, 4 … 30 s, spread by half so that a crowd does not return as one. */
export function retryDelay(attempt: number, random: number): number {
  return Math.min(30_000, 1000 * 2 ** attempt) * (0.5 + random / 2)
}

/** A server that fails this often over one message fails because of it; the customer decides, and the rest goes on. */
const patience = 6

export type OutboxPorts = {
  store: OutboxStore
  /** Sends one message and applies the answer; resolves with the conversation it landed in. */
  deliver(item: Unsent): Promise<{ conversationId: string }>
  /** Runs `work` in one tab at a time. */
  alone(work: () => Promise<void>): Promise<void>
  changed(items: Unsent[]): void
  wait(ms: number, then: () => void): () => void
  newId(): string
}

export type Outbox = ReturnType<typeof createOutbox>

export function createOutbox({ store, deliver, alone, changed, wait, newId }: OutboxPorts) {
  let attempt = 0
  let running: Promise<void> | null = null
  let again = false
  let cancelWait = () => {}

  const publish = async () => changed(await store.all())
  async function moveTo(from: string, to: string) {
    for (const item of await store.all()) {
      if (item.conversationId === from) await store.put({ ...item, conversationId: to })
    }
  }

  /** The conversation is over or no longer ours: its waiting messages begin a new one, same texts, same ids. */
  async function startAnew(item: Unsent) {
    const conversationId = newId()
    await moveTo(item.conversationId, conversationId)
    await store.put({ ...item, kind: 'start', conversationId, quoteSeq: undefined })
  }

  /** Sends one; false when it is better to wait. */
  async function send(item: Unsent): Promise<boolean> {
    try {
      const landed = await deliver(item)
      await store.remove(item.messageId)
      if (landed.conversationId !== item.conversationId) await moveTo(item.conversationId, landed.conversationId)
      attempt = 0
      return true
    } catch (error) {
      const refusal = error instanceof ApiError ? error : new ApiError('failed', String(error))
      const isHopeless = refusal.code === 'failed' && attempt >= patience
      if ((refusal.isPassing && !isHopeless) || refusal.code === 'not_signed_in') {
        retryIn(Math.max(retryDelay(attempt++, Math.random()), refusal.retryAfterMs))
        return false
      }
      if (item.kind === 'post' && ['conversation_over', 'not_found'].includes(refusal.code)) await startAnew(item)
      else await store.put({ ...item, failed: refusal.message || refusal.code })
      attempt = 0
      return true
    }
  }

  async function drain() {
    let goOn = true
    while (goOn) {
      const next = nextToSend(await store.all())
      goOn = next !== undefined && (await send(next))
      await publish()
    }
  }

  function retryIn(ms: number) {
    cancelWait()
    cancelWait = wait(ms, flush)
  }

  /** Sends what waits. Called at every chance: new message, connection back, tab in front. */
  function flush(): Promise<void> {
    cancelWait()
    again = true
    running ??= (async () => {
      while (again) {
        again = false
        await alone(drain)
      }
    })().finally(() => {
      running = null
    })
    return running
  }

  return {
    flush,
    load: publish,
    async add(item: Unsent) {
      await store.put(item)
      await publish()
      await flush()
    },
    /** A new id: the server may have kept the old one with its refusal. */
    async retry(item: Unsent) {
      await store.remove(item.messageId)
      await store.put({ ...item, messageId: newId(), failed: undefined })
      await publish()
      await flush()
    },
    async discard(messageId: string) {
      await store.remove(messageId)
      await publish()
    },
  }
}

/** One tab of this browser at a time. Without the lock (plain http, storage blocked in frames) the server's unique ids alone prevent doubles. */
export function aloneAmongTabs(site: string) {
  return async (work: () => Promise<void>) => {
    let isBegun = false
    const begin = () => {
      isBegun = true
      return work()
    }
    await (navigator.locks?.request(`shouwen:${site}`, begin) ?? begin()).catch((error: unknown) => {
      if (isBegun) throw error
      return work()
    })
  }
}
