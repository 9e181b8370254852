import { type Ctx, type Tx, transact } from '../platform/context.ts'
import { advance, type Claimed, claimDue, claimOne, type Fired, postponeClock } from './firing-queries.ts'
import type { ClockEffects, SubjectHolds } from './queries.ts'

export type Firing = { effects: ClockEffects; holds: SubjectHolds; atOnce: number }
/** `left`: due, but somebody is at work on what they belong to; `isMore`: there may be others, or a breach after its reminder. */
export type Round = { fired: number; left: number; isMore: boolean; lagMs: number }

const retryMs = 5000
/** Whoever works on a subject holds it for milliseconds; after this long we wait in line like everybody. */
const patienceMs = 1000

/** Fires a batch in one transaction. If an effect fails, each clock of the batch gets a transaction of its own. */
export async function fireBatch(ctx: Ctx, firing: Firing): Promise<Round> {
  const now = ctx.clock.now()
  let claimed: Claimed[] = []
  try {
    const fired = await transact(ctx, async (tx) => {
      claimed = await claimDue(tx, now, firing.atOnce)
      return fire(tx, await notBusy(tx, firing.holds, claimed, now), { firing, now })
    })
    return roundOf(fired, claimed.length, { now, atOnce: firing.atOnce })
  } catch (error) {
    if (claimed.length === 0) throw error
    ctx.platform.log.warn({ clocks: claimed.length, error: String(error) }, 'batch of clocks failed')
    return fireEach(ctx, firing, claimed)
  }
}

async function fireEach(ctx: Ctx, firing: Firing, claimed: readonly Claimed[]): Promise<Round> {
  const now = ctx.clock.now()
  const fired: Fired[] = []
  for (const { id } of claimed) {
    try {
      fired.push(...(await transact(ctx, async (tx) => fire(tx, await claimOne(tx, id, now), { firing, now }))))
    } catch (error) {
      ctx.platform.log.error({ clock: id, error: String(error) }, 'clock effect failed')
      await postponeClock(ctx, id, new Date(now.getTime() + retryMs)).catch(() => {})
    }
  }
  return roundOf(fired, fired.length, { now, atOnce: fired.length })
}

function roundOf(fired: readonly Fired[], claimed: number, { now, atOnce }: { now: Date; atOnce: number }): Round {
  const lags = fired.map(({ expectedAt }) => now.getTime() - expectedAt.getTime())
  const isMore = claimed >= atOnce || fired.some(({ fireAt }) => fireAt && fireAt <= now)
  return { fired: fired.length, left: claimed - fired.length, isMore, lagMs: Math.max(0, ...lags) }
}

/**
 * Everybody else locks the subject first and its clocks second; we hold the clocks already, so we never wait for a subject:
 * that would be a deadlock. What is in somebody's hands is left for the next round.
 */
async function notBusy(tx: Tx, holds: SubjectHolds, claimed: readonly Claimed[], now: Date): Promise<Claimed[]> {
  const free: Claimed[] = []
  for (const [type, clocks] of groupedBy(claimed, (clock) => clock.subjectType)) {
    const hold = holds[type]
    if (!hold) {
      free.push(...clocks)
      continue
    }
    const held = new Set(await hold(tx, [...new Set(clocks.map((clock) => clock.subjectId))]))
    const waitedLong = ({ fireAt }: Claimed) => now.getTime() - fireAt.getTime() > patienceMs
    free.push(...clocks.filter((clock) => held.has(clock.subjectId) || waitedLong(clock)))
  }
  return free
}

async function fire(tx: Tx, claimed: readonly Claimed[], { firing, now }: { firing: Firing; now: Date }) {
  if (claimed.length === 0) return []
  const fired = await advance(
    tx,
    claimed.map(({ id }) => id),
    now,
  )
  for (const clock of fired) {
    const { kind, dueAt, moment, percent } = clock
    tx.record({
      subject: { type: clock.subjectType, id: clock.subjectId },
      kind: 'clock.fired',
      payload: { clock: kind, dueAt: dueAt.toISOString(), moment, percent },
    })
  }
  for (const [kind, clocks] of groupedBy(fired, (clock) => clock.kind)) {
    const effect = firing.effects[kind]
    if (typeof effect === 'function') for (const clock of clocks) await effect(tx, clock)
    else await effect?.together(tx, clocks)
  }
  return fired
}

function groupedBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return groups
}
