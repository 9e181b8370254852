import { useMemo, useState } from 'react'
import type { TicketRow } from '../../../domain/tickets/views.ts'

/** Rows chosen for a common change. With Shift, everything from the last chosen one to this one. */
export function useSelection(items: readonly TicketRow[]) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [last, setLast] = useState<string | null>(null)
  return useMemo(() => {
    const toggle = (id: string, isRange = false) => {
      const next = new Set(chosen)
      const isOn = !chosen.has(id)
      for (const one of isRange ? between(items, last, id) : [id]) isOn ? next.add(one) : next.delete(one)
      setChosen(next)
      setLast(id)
    }
    const isAll = items.length > 0 && items.every((row) => chosen.has(row.id))
    return {
      ids: [...chosen],
      count: chosen.size,
      isAll,
      has: (id: string) => chosen.has(id),
      toggle,
      toggleAll: () => setChosen(isAll ? new Set() : new Set(items.map((row) => row.id))),
      clear: () => setChosen(new Set()),
    }
  }, [items, chosen, last])
}
export type Selection = ReturnType<typeof useSelection>

function between(items: readonly TicketRow[], from: string | null, to: string): string[] {
  const [start, end] = [items.findIndex(({ id }) => id === from), items.findIndex(({ id }) => id === to)]
  if (start < 0) return [to]
  return items.slice(Math.min(start, end), Math.max(start, end) + 1).map(({ id }) => id)
}
