import type { Ctx, Platform, Tx } from '../platform/context.ts'

/** Read by every visit and message, changed a few times a year: kept in the process until a change is told, 2 s at most. */
const keepMs = 2000
const topic = 'settings.changed'

type Memory = Map<string, { until: number; value: Promise<unknown> }>
const memories = new WeakMap<Platform, Memory>()

function memoryOf(platform: Platform): Memory {
  const known = memories.get(platform)
  if (known) return known
  const made: Memory = new Map()
  memories.set(platform, made)
  platform.hints.subscribe((hint) => {
    if (hint.topic === topic) made.clear()
  })
  return made
}

/** The answer of `read`, or the one it gave a moment ago. */
export function remembered<T>(ctx: Ctx, name: string, read: () => Promise<T | null>): Promise<T | null> {
  const memory = memoryOf(ctx.platform)
  const now = ctx.clock.now().getTime()
  const kept = memory.get(name)
  if (kept && kept.until > now && kept.until <= now + keepMs) return kept.value as Promise<T | null>
  const value = read()
  // What a transaction reads may never be committed.
  if ('record' in ctx) return value
  memory.set(name, { until: now + keepMs, value })
  const forget = () => void (memory.get(name)?.value === value && memory.delete(name))
  // A visitor may ask for keys that do not exist, as many as they like: only what exists is kept.
  value.then((found) => found === null && forget(), forget)
  return value
}

/** Tells every node after the commit that settings changed. */
export function tellChange(tx: Tx): void {
  tx.afterCommit(() => tx.platform.hints.publish({ topic }))
}
