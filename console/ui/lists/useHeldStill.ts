import { useEffect, useRef, useState } from 'react'
import { holdStill } from './hold-still.ts'

// A pointer that rests is not about to click.
const restMs = 3000

/** While the pointer moves over the list, rows keep their places. */
export function useHeldStill<Row extends { id: string }>(fresh: readonly Row[]) {
  const [frozen, setFrozen] = useState<readonly Row[] | null>(null)
  const shown = useRef<readonly Row[]>(fresh)
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
