import { contextFor, type Platform, transact } from '../platform/context.ts'
import { type ClockEffects, dueClockIds, nextFireAt, postponeClock, takeDue } from './queries.ts'

export type Keeper = { runDue(): Promise<number>; stop(): Promise<void>; lagMs(): number }

const batch = 200
const atOnce = 4
const pollMs = 1000

/**
 * One per node: sleeps until the next due time, is woken when an earlier clock starts, and looks each second in any case.
 * Time is the database's (reliability/contract 8). A clock whose effect fails is tried again; it never blocks the others.
 */
export function startKeeper(
  platform: Platform,
  effects: ClockEffects,
  time: { sync(databaseNow: Date): void },
): Keeper {
  const ctx = contextFor(platform, { kind: 'system' })
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let sleepUntil = 0
  let running: Promise<unknown> | null = null
  let lag = 0

  const fire = async (id: string): Promise<boolean> => {
    try {
      return await transact(ctx, async (tx) => {
        const clock = await takeDue(tx, id, platform.clock.now())
        if (!clock) return false
        lag = platform.clock.now().getTime() - clock.dueAt.getTime()
        tx.record({
          subject: { type: clock.subjectType, id: clock.subjectId },
          kind: 'clock.fired',
          payload: { clock: clock.kind, dueAt: clock.dueAt.toISOString() },
        })
        await effects[clock.kind]?.(tx, clock)
        return true
      })
    } catch (error) {
      platform.log.error({ clock: id, error: String(error) }, 'clock effect failed')
      await postponeClock(ctx, id, new Date(platform.clock.now().getTime() + 5000)).catch(() => {})
      return false
    }
  }
  const runDue = async (): Promise<number> => {
    let fired = 0
    for (;;) {
      const ids = await dueClockIds(ctx, platform.clock.now(), batch)
      let firedNow = 0
      const lanes = Array.from({ length: atOnce }, async () => {
        for (let id = ids.shift(); id; id = ids.shift()) if (await fire(id)) firedNow++
      })
      await Promise.all(lanes)
      fired += firedNow
      if (firedNow === 0) return fired
    }
  }
  const round = async () => {
    const { at, databaseNow } = await nextFireAt(ctx)
    time.sync(databaseNow)
    if (at && at <= platform.clock.now()) await runDue()
    const next = at && at > platform.clock.now() ? at : (await nextFireAt(ctx)).at
    schedule(next ? next.getTime() - platform.clock.now().getTime() : pollMs)
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
    const wait = Math.min(Math.max(ms, 0), pollMs)
    sleepUntil = performance.now() + wait
    timer = setTimeout(tick, wait)
  }
  platform.hints.subscribe((hint) => {
    if (hint.topic !== 'clock') return
    const ms = Number(hint.at) - platform.clock.now().getTime()
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
