import { useLayoutEffect, useRef } from 'react'

// Coming back from a ticket, the list stands where it was left.
const kept = new Map<string, number>()

export function useKeptScroll(key: string) {
  const scroller = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const element = scroller.current
    element?.scrollTo({ top: kept.get(key) ?? 0 })
    return () => void kept.set(key, element?.scrollTop ?? 0)
  }, [key])
  return scroller
}
