import { useEffect, useRef, useState } from 'react'
import type { ConversationView } from '../../../domain/conversations/views.ts'
import { holdStill } from '../lists.ts'

type Views = readonly ConversationView[]
// A pointer that rests is not about to click.
const restMs = 3000

/** While the pointer moves over the list, rows keep their places. */
export function useHeldStill(fresh: Views) {
  const [frozen, setFrozen] = useState<Views | null>(null)
  const shown = useRef<Views>(fresh)
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
