import { EventEmitter } from 'node:events'
import type { Redis } from 'ioredis'
import type { Log } from '../log.ts'

/** A hint tells every node that something may have changed; the truth is read from the table. Losing one costs delay, never data. */
export type Hint = { topic: string; [key: string]: unknown }
export type Hints = {
  publish(hint: Hint): void
  /** To the listeners of this node alone. */
  tell(hint: Hint): void
  subscribe(listener: (hint: Hint) => void): void
  close(): Promise<void>
}

export function localHints(): Hints {
  const emitter = new EventEmitter()
  const tell = (hint: Hint) => void emitter.emit('hint', hint)
  return {
    publish: tell,
    tell,
    subscribe: (listener) => void emitter.on('hint', listener),
    close: async () => void emitter.removeAllListeners(),
  }
}

const channel = 'shouwen:live'
/** What may wait for a Redis that does not read; beyond it hints are dropped, and each node finds the changes itself. */
const unsentAtMost = 4 * 1024 * 1024

/** Local listeners hear at once; other nodes through Redis, as long as it is there. */
export async function redisHints(url: string, log: Log, node: string): Promise<Hints> {
  // Loaded only where several nodes share a Redis.
  const { Redis } = await import('ioredis')
  const local = localHints()
  const options = { keepAlive: 10_000, retryStrategy: (times: number) => Math.min(times * 200, 2000) }
  const out = new Redis(url, {
    ...options,
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    socketTimeout: 5000,
  })
  const into = new Redis(url, { ...options, maxRetriesPerRequest: null })
  for (const connection of [out, into]) sayOnce(connection, log)
  into.subscribe(channel).catch((error) => log.warn({ error: String(error) }, 'redis'))
  into.on('message', (_channel, text) => {
    const heard = parse(text)
    if (heard && heard.from !== node) local.tell(heard.hint)
  })
  return {
    publish(hint) {
      local.tell(hint)
      if (out.status !== 'ready' || out.stream.writableLength > unsentAtMost) return
      out.publish(channel, JSON.stringify({ from: node, hint })).catch(() => {})
    },
    tell: local.tell,
    subscribe: local.subscribe,
    async close() {
      await local.close()
      out.disconnect()
      into.disconnect()
    },
  }
}

/** One line when it goes and one when it is back, not one for each attempt. */
function sayOnce(connection: Redis, log: Log): void {
  let away = false
  connection.on('error', (error) => {
    if (!away) log.warn({ error: error.message }, 'redis is away; other nodes are heard with up to 2 s delay')
    away = true
  })
  connection.on('ready', () => {
    if (away) log.info('redis is back')
    away = false
  })
}

function parse(text: string): { from: string; hint: Hint } | null {
  try {
    const { from, hint } = JSON.parse(text)
    return typeof from === 'string' && typeof hint?.topic === 'string' ? { from, hint } : null
  } catch {
    return null
  }
}
