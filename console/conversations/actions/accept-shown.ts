import { useEffect, useSyncExternalStore } from 'react'

/** Where 接入 stands on screen already, so that one customer never has two such buttons. */
let shown: ReadonlySet<string> = new Set()
const listeners = new Set<() => void>()

function set(next: ReadonlySet<string>): void {
  shown = next
  for (const listener of listeners) listener()
}

export function useShowsAccept(id: string, isShown: boolean): void {
  useEffect(() => {
    if (!isShown) return
    set(new Set([...shown, id]))
    return () => set(new Set([...shown].filter((other) => other !== id)))
  }, [id, isShown])
}

export function useAcceptShown(): ReadonlySet<string> {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => shown,
  )
}
