import { setTimeout as pause } from 'node:timers/promises'
import type { Platform } from './context.ts'
import { isPoolEmpty } from './database.ts'

type Asked<K, V> = { key: K; resolve(value: V | undefined): void; reject(error: unknown): void }

const mostAtOnce = 500
/** So many at once mean a busy moment: the next read waits a little, so that more come together. A read costs far more than a key. */
const busyFrom = 4
const busyMs = 3

/**
 * Reads by key that many requests ask for at the same moment go to the database as one query: what is asked while a read
 * is under way waits for the next. Nothing is kept, so an answer is never older than its question.
 */
export function gathered<K, V>(
  read: (platform: Platform, keys: K[]) => Promise<readonly (V | undefined)[]>,
  /** Of a read that takes long: how many times as long the next one waits in a busy moment. */
  restTimes = 0,
): (platform: Platform, key: K) => Promise<V | undefined> {
  const lanes = new WeakMap<Platform, (key: K) => Promise<V | undefined>>()
  return (platform, key) => {
    const lane = lanes.get(platform) ?? openLane((keys: K[]) => read(platform, keys), restTimes)
    lanes.set(platform, lane)
    return lane(key)
  }
}

function openLane<K, V>(
  read: (keys: K[]) => Promise<readonly (V | undefined)[]>,
  restTimes: number,
): (key: K) => Promise<V | undefined> {
  let waiting: Asked<K, V>[] = []
  let busy = false
  const work = async () => {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, mostAtOnce)
      waiting = waiting.slice(mostAtOnce)
      const begun = performance.now()
      try {
        const values = await read(batch.map((asked) => asked.key))
        for (const [index, { resolve }] of batch.entries()) resolve(values[index])
      } catch (error) {
        // Without a free connection whoever asked meanwhile would only wait as long again.
        const refused = isPoolEmpty(error) ? [...batch, ...waiting.splice(0)] : batch
        for (const { reject } of refused) reject(error)
      }
      const took = performance.now() - begun
      const rest = Math.max(busyMs - took, took * restTimes)
      if (batch.length >= busyFrom && rest > 0) await pause(rest)
    }
    busy = false
  }
  return (key) =>
    new Promise((resolve, reject) => {
      waiting.push({ key, resolve, reject })
      if (busy) return
      busy = true
      // After this turn of the loop: requests read from other sockets in the same turn join.
      setImmediate(() => void work())
    })
}
