import { useEffect, useState } from 'react'
import { useNavigate } from 'react-router'
import type { TicketRow } from '../../../domain/tickets/views.ts'
import { useShortcuts } from '../../shell/shortcuts.ts'
import type { Selection } from '../bulk/useSelection.ts'
import { pathOf } from '../open-path.ts'

// Where one was before opening a ticket: coming back continues there.
let lastAt: string | null = null

/** j and k walk, Enter opens, x selects. Returns the row the keys stand on. */
export function useListKeys(items: readonly TicketRow[], selection: Selection): string | null {
  const navigate = useNavigate()
  const [at, setAt] = useState(lastAt)
  const index = items.findIndex(({ id }) => id === at)
  const step = (by: 1 | -1) => () => {
    const next = items[index < 0 ? 0 : Math.min(Math.max(index + by, 0), items.length - 1)]
    if (next) setAt(next.id)
  }
  const [down, up] = [step(1), step(-1)]
  useShortcuts({
    j: down,
    k: up,
    ArrowDown: down,
    ArrowUp: up,
    x: index < 0 ? undefined : () => selection.toggle(items[index]?.id ?? ''),
    Enter: index < 0 ? undefined : () => void navigate(pathOf(items[index]?.id ?? '')),
    Escape: selection.count > 0 ? selection.clear : undefined,
  })
  useEffect(() => {
    lastAt = at
    if (at) document.getElementById(`ticket-${at}`)?.scrollIntoView({ block: 'nearest' })
  }, [at])
  return index < 0 ? null : at
}
