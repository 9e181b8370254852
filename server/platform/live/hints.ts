import { EventEmitter } from 'node:events'
import type { Log } from '../log.ts'

/** A hint tells every node that something may have changed; the truth is read from the table. Losing one costs delay, never data. */
export type Hint = { topic: string; [key: string]: unknown }
export type Hints = {
  publish(hint: Hint): void
  subscribe(listener: (hint: Hint) => void): void
  close(): Promise<void>
}

export function localHints(): Hints {
  const emitter = new EventEmitter()
  return {
    publish: (hint) => void emitter.emit('hint', hint),
    subscribe: (listener) => void emitter.on('hint', listener),
    close: async () => void emitter.removeAllListeners(),
  }
}

const channel = 'shouwen:live'

/** Local listeners hear at once; other nodes through Redis, as long as it is there. */
export async function redisHints(url: string, log: Log, node: string): Promise<Hints> {
  // Loaded only where several nodes share a Redis.
  const { Redis } = await import('ioredis')
  const local = localHints()
  const options = {
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    retryStrategy: (times: number) => Math.min(times * 200, 2000),
  }
  const out = new Redis(url, options)
  const into = new Redis(url, { ...options, enableOfflineQueue: true, maxRetriesPerRequest: null })
  for (const connection of [out, into]) connection.on('error', (error) => log.warn({ error: error.message }, 'redis'))
  into.subscribe(channel).catch((error) => log.warn({ error: String(error) }, 'redis'))
  into.on('message', (_channel, text) => {
    const { from, hint } = JSON.parse(text) as { from: string; hint: Hint }
    if (from !== node) local.publish(hint)
  })
  return {
    publish(hint) {
      local.publish(hint)
      out.publish(channel, JSON.stringify({ from: node, hint })).catch(() => {})
    },
    subscribe: (listener) => local.subscribe(listener),
    async close() {
      await local.close()
      out.disconnect()
      into.disconnect()
    },
  }
}
