import { setTimeout as pause } from 'node:timers/promises'
import { contextFor, type Platform } from '../platform/context.ts'
import { fireBatch } from './firing.ts'
import { nextFireAt } from './firing-queries.ts'
import type { ClockEffects, SubjectHolds } from './queries.ts'

export type Keeper = { runDue(): Promise<number>; stop(): Promise<void>; lagMs(): number }
type Kept = {
  effects: ClockEffects
  holds?: SubjectHolds
  time: { sync(databaseNow: Date): void }
}

const pollMs = 1000
const never = Number.POSITIVE_INFINITY
/** Rests as long as it worked, within these bounds: what falls due meanwhile fires together, and costs a fraction. */
const restMs = { least: 4, most: 20 }
const busyMs = 10

const lanes = 2
const firstAtOnce = 200
const mostAtOnce = 500
const leastAtOnce = 100
const batchMs = 400

/** Nobody who works on a subject of the batch waits for long, however slow the effects are. */
const sizeFor = (msEach: number) => Math.round(Math.min(mostAtOnce, Math.max(leastAtOnce, batchMs / msEach)))

/**
 * One per node: sleeps until the next due time, is woken when an earlier clock starts, and looks each second in any case.
 * Time is the database's (reliability/contract 8). A clock whose effect fails is tried again; it never blocks the others.
 */
export function startKeeper(platform: Platform, { effects, holds = {}, time }: Kept): Keeper {
  const ctx = contextFor(platform, { kind: 'system' })
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let sleepUntil = 0
  let nextAt = never
  let heardAt = never
  let rest = restMs.least
  let running: Promise<unknown> | null = null
  let lag = 0

  const fireOnce = async (atOnce: number) => {
    const done = await fireBatch(ctx, { effects, holds, atOnce })
    if (done.fired > 0) lag = done.lagMs
    return { ...done, isDone: !done.isMore && done.left === 0 }
  }
  const fireLane = async (): Promise<number> => {
    let sum = 0
    let atOnce = firstAtOnce
    for (;;) {
      const begin = performance.now()
      const { fired, isDone } = await fireOnce(atOnce)
      sum += fired
      if (isDone) return sum
      if (fired === 0) await pause(busyMs)
      else atOnce = sizeFor((performance.now() - begin) / fired)
    }
  }
  const runDue = async () => {
    const { fired, isDone } = await fireOnce(firstAtOnce)
    if (isDone) return fired
    const rest = await Promise.all(Array.from({ length: lanes }, fireLane))
    return rest.reduce((sum, some) => sum + some, fired)
  }
  const round = async () => {
    const begin = performance.now()
    if (nextAt <= platform.clock.now().getTime()) await runDue()
    rest = Math.min(restMs.most, Math.max(restMs.least, performance.now() - begin))
    heardAt = never
    const { at, databaseNow } = await nextFireAt(ctx)
    time.sync(databaseNow)
    // What was told while the question was under way may be younger than the answer.
    nextAt = Math.min(at?.getTime() ?? never, heardAt)
    schedule(nextAt - platform.clock.now().getTime())
  }
  const tick = () => {
    running ??= round()
      .catch((error) => {
        platform.log.warn({ error: String(error) }, 'keeper')
        schedule(pollMs)
      })
      .finally(() => {
        running = null
      })
  }
  const schedule = (ms: number) => {
    if (stopped) return
    clearTimeout(timer)
    const wait = Math.min(Math.max(ms, 0) + rest, pollMs)
    sleepUntil = performance.now() + wait
    timer = setTimeout(tick, wait)
  }
  platform.hints.subscribe((hint) => {
    if (hint.topic !== 'clock') return
    const at = Number(hint.at)
    heardAt = Math.min(heardAt, at)
    nextAt = Math.min(nextAt, at)
    const ms = at - platform.clock.now().getTime()
    if (performance.now() + ms < sleepUntil) schedule(ms)
  })
  schedule(0)
  return {
    runDue,
    lagMs: () => lag,
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
