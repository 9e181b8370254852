import { shippedCalendars, type WorkCalendar } from '../../domain/clocks/calendars.ts'
import { type ServicePolicy, shippedPolicies } from '../../domain/clocks/policies.ts'
import type { Ctx, Platform, Tx } from '../platform/context.ts'
import { ownCalendars, ownPolicies } from './level-queries.ts'

/** What decides how long a clock runs: in the order in which policies are asked. */
export type ServiceLevels = { policies: readonly ServicePolicy[]; calendars: ReadonlyMap<string, WorkCalendar> }

const keepMs = 2000
const topic = 'settings.changed'
type Kept = { until: number; levels: ServiceLevels } | null
const memories = new WeakMap<Platform, { kept: Kept }>()

function memoryOf(platform: Platform): { kept: Kept } {
  const known = memories.get(platform)
  if (known) return known
  const made: { kept: Kept } = { kept: null }
  memories.set(platform, made)
  platform.hints.subscribe((hint) => {
    if (hint.topic === topic) made.kept = null
  })
  return made
}

/** As at most 2 s ago: they change a few times a year, and every ticket asks for them. */
export async function serviceLevels(ctx: Ctx): Promise<ServiceLevels> {
  const memory = memoryOf(ctx.platform)
  const now = ctx.clock.now().getTime()
  const { kept } = memory
  if (kept && kept.until > now && kept.until <= now + keepMs) return kept.levels
  const levels = await freshLevels(ctx)
  memory.kept = { until: now + keepMs, levels }
  return levels
}

/** A centre's own, and what is shipped where the centre has not changed it. */
export async function freshLevels(ctx: Ctx): Promise<ServiceLevels> {
  const [policies, calendars] = [await ownPolicies(ctx), await ownCalendars(ctx)]
  const all = [...policies, ...unchanged(shippedPolicies, policies)].sort((a, b) => a.position - b.position)
  return {
    policies: all,
    calendars: new Map([...unchanged(shippedCalendars, calendars), ...calendars].map((one) => [one.id, one])),
  }
}

function unchanged<T extends { id: string }>(shipped: readonly T[], own: readonly T[]): T[] {
  const changed = new Set(own.map((one) => one.id))
  return shipped.filter((one) => !changed.has(one.id))
}

/** Tells every node after the commit that service levels changed. */
export function tellChange(tx: Tx): void {
  tx.afterCommit(() => tx.platform.hints.publish({ topic }))
}
