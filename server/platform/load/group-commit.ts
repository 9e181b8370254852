import { setTimeout as pause } from 'node:timers/promises'
import type { Platform } from '../context.ts'
import { isDatabaseAway, isRetryable } from '../database.ts'

type Waiting<I, O> = { item: I; resolve(outcome: O): void; reject(error: unknown): void }
/** Stores the items in one transaction; outcomes stand in their order. */
type Commit<I, O> = (items: readonly I[]) => Promise<readonly O[]>

const largestBatch = 200
/** So many at once mean a busy moment: who was just answered may join the next batch. A commit costs far more than an item. */
type Pace = { busyFrom: number; busyMs: number }
const quick: Pace = { busyFrom: 8, busyMs: 3 }

/**
 * Group commit (docs/decisions/0005): everything that arrived while the last batch was committing goes into the next one, so
 * a busy server pays one commit for many and an idle one waits for nobody. One lane a node: two at a time were measured
 * slower, since each batch is half as large. Resolves when committed, never before.
 */
export function groupCommit<I, O>(
  open: (platform: Platform) => Commit<I, O>,
  pace = quick,
): (platform: Platform, item: I) => Promise<O> {
  const lanes = new WeakMap<Platform, (item: I) => Promise<O>>()
  return (platform, item) => {
    const lane = lanes.get(platform) ?? openLane(open(platform), pace)
    lanes.set(platform, lane)
    return lane(item)
  }
}

function openLane<I, O>(commit: Commit<I, O>, pace: Pace): (item: I) => Promise<O> {
  let waiting: Waiting<I, O>[] = []
  let busy = false
  const work = async () => {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, largestBatch)
      waiting = waiting.slice(largestBatch)
      await settle(commit, batch)
      if (batch.length >= pace.busyFrom) await pause(pace.busyMs)
    }
    busy = false
  }
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (busy) return
      busy = true
      // Starts after this turn of the loop: requests read from other sockets in the same turn join the batch.
      setImmediate(() => void work())
    })
}

async function settle<I, O>(commit: Commit<I, O>, batch: readonly Waiting<I, O>[]): Promise<void> {
  try {
    const outcomes = await commit(batch.map(({ item }) => item))
    for (const [index, { resolve }] of batch.entries()) resolve(outcomes[index] as O)
  } catch (error) {
    if (isDatabaseAway(error)) {
      // Refused together at once: each comes again with its id, and whoever waits behind them is not held up.
      for (const { reject } of batch) reject(error)
      return
    }
    if (batch.length === 1 && !isRetryable(error)) return batch[0]?.reject(error)
    // One bad row must not fail its neighbours, and a deadlock is simply tried again: one by one.
    for (const waiting of batch) await settleAlone(commit, waiting)
  }
}

async function settleAlone<I, O>(commit: Commit<I, O>, { item, resolve, reject }: Waiting<I, O>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      const [outcome] = await commit([item])
      return resolve(outcome as O)
    } catch (error) {
      if (!isRetryable(error) || attempt === 3) return reject(error)
    }
  }
}
