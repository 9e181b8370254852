import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let running: string | null = null

/** The common change that is followed, whatever list or ticket is looked at meanwhile. */
export function useRunningBulk(): string | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => running,
  )
}

export function followBulk(id: string | null): void {
  running = id
  for (const listener of listeners) listener()
}
