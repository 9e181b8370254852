import { setTimeout as pause } from 'node:timers/promises'
import { AppError } from '../../../domain/errors.ts'
import { type Ctx, contextFor, type Platform } from '../../platform/context.ts'
import { isDatabaseAway, isRetryable } from '../../platform/database.ts'
import { commitBatch } from './commit.ts'
import { type Memory, openMemory } from './memory.ts'
import type { Outcome, Post } from './post.ts'

type Waiting = { post: Post; resolve(outcome: Outcome): void; reject(error: unknown): void }

const largestBatch = 200
/** So many at once mean a busy moment: who was just answered may join the next batch. A commit costs far more than a message. */
const busyFrom = 8
const busyMs = 3
type Lane = (post: Post) => Promise<Outcome>
const lanes = new WeakMap<Platform, Lane>()

/**
 * Group commit (docs/decisions): everything that arrived while the last batch was committing goes into the next one, so a
 * busy server pays one commit for many messages and an idle one waits for nobody. One lane: two at a time were measured
 * slower, since each batch is half as large. Resolves when committed, never before.
 */
export function postInBatch(post: Post): Promise<Outcome> {
  const { platform } = post.ctx
  const lane = lanes.get(platform) ?? openLane(platform)
  lanes.set(platform, lane)
  return lane(post)
}

function openLane(platform: Platform): Lane {
  const memory = openMemory(platform)
  let waiting: Waiting[] = []
  let busy = false
  const work = async () => {
    busy = true
    while (waiting.length > 0) {
      const batch = waiting.slice(0, largestBatch)
      waiting = waiting.slice(largestBatch)
      await settle({ platform, memory }, batch)
      if (batch.length >= busyFrom) await pause(busyMs)
    }
    busy = false
  }
  return (post) =>
    new Promise((resolve, reject) => {
      waiting.push({ post, resolve, reject })
      // Starts after this turn of the loop: requests read from other sockets in the same turn join the batch.
      if (!busy) {
        busy = true
        setImmediate(() => void work())
      }
    })
}

type Place = { platform: Platform; memory: Memory }

async function settle({ platform, memory }: Place, batch: Waiting[]): Promise<void> {
  const ctx = contextFor(platform, { kind: 'system' })
  try {
    const outcomes = await commitBatch(
      ctx,
      batch.map((item) => item.post),
      memory,
    )
    for (const [index, item] of batch.entries()) item.resolve(outcomes[index] as Outcome)
  } catch (error) {
    if (isDatabaseAway(error)) {
      // Refused together at once: each comes again with its id, and whoever waits behind them is not held up.
      for (const item of batch) item.reject(error)
      return
    }
    if (batch.length === 1 && !isRetryable(error)) return batch[0]?.reject(error)
    // One bad row must not fail its neighbours, and a deadlock is simply tried again: one by one.
    for (const item of batch) await settleAlone(ctx, item, memory)
  }
}

async function settleAlone(ctx: Ctx, item: Waiting, memory: Memory): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      const [outcome] = await commitBatch(ctx, [item.post], memory)
      return outcome ? item.resolve(outcome) : item.reject(new AppError('failed'))
    } catch (error) {
      if (!isRetryable(error) || attempt === 3) return item.reject(error)
    }
  }
}
