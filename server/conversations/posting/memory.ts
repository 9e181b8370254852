import type { Platform } from '../../platform/context.ts'
import type { BatchRow } from './post.ts'

/** Of the settings a row carries the idle minutes, which may change without it. */
const keepMs = 60_000
const most = 5000

/** Conversations as they stood after their last message; the write itself finds out whether they still stand so. */
export type Memory = {
  /** Copies, by id; what is not remembered is left out. */
  rowsFor(ids: readonly string[]): Map<string, BatchRow>
  keep(rows: readonly BatchRow[]): void
  forget(ids: readonly string[]): void
}

export function openMemory(platform: Platform): Memory {
  const kept = new Map<string, { row: BatchRow; until: number }>()
  platform.hints.subscribe(({ topic }) => {
    if (topic === 'settings.changed') kept.clear()
  })
  const now = () => platform.clock.now().getTime()
  return {
    rowsFor(ids) {
      const time = now()
      const rows = new Map<string, BatchRow>()
      for (const id of new Set(ids)) {
        const one = kept.get(id)
        if (one && one.until > time && one.until <= time + keepMs) rows.set(id, copyOf(one.row))
      }
      return rows
    },
    keep(rows) {
      const until = now() + keepMs
      for (const row of rows) {
        kept.delete(row.id)
        kept.set(row.id, { row: { ...row, revision: row.revision + 1, stateBefore: undefined }, until })
      }
      for (const id of kept.keys()) {
        if (kept.size <= most) break
        kept.delete(id)
      }
    },
    forget(ids) {
      for (const id of ids) kept.delete(id)
    },
  }
}

const copyOf = (row: BatchRow): BatchRow => ({ ...row, clocks: [...row.clocks], open: new Set(row.open) })
