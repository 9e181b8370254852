import { useEffect, useRef, useState } from 'react'
import type { TicketRow } from '../../../domain/tickets/views.ts'
import { holdStill } from '../lists.ts'

type Rows = readonly TicketRow[]
// A pointer that rests is not about to click.
const restMs = 3000

/** While the pointer moves over the list, rows keep their places. */
export function useHeldStill(fresh: Rows) {
  const [frozen, setFrozen] = useState<Rows | null>(null)
  const shown = useRef<Rows>(fresh)
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined)
  const still = frozen ? holdStill(frozen, fresh) : { items: fresh, held: 0 }
  shown.current = still.items

  const release = () => {
    clearTimeout(rest.current)
    setFrozen(null)
  }
  const touch = () => {
    setFrozen((before) => before ?? shown.current)
    clearTimeout(rest.current)
    rest.current = setTimeout(release, restMs)
  }
  useEffect(() => () => clearTimeout(rest.current), [])
  return { ...still, touch, release }
}
