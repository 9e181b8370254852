import { type ReactNode, useEffect, useSyncExternalStore } from 'react'

/** Something the palette can do. */
export type Command = { id: string; title: string; icon?: ReactNode; keys?: string; run: () => void }

const groups = new Map<string, readonly Command[]>()
const listeners = new Set<() => void>()
let all: readonly Command[] = []

function tell(): void {
  all = [...groups.values()].flat()
  for (const listener of listeners) listener()
}

/** A screen offers its commands while it is open. `commands` must be memoised. */
export function useOfferCommands(group: string, commands: readonly Command[]): void {
  useEffect(() => {
    groups.set(group, commands)
    tell()
    return () => {
      groups.delete(group)
      tell()
    }
  }, [group, commands])
}

export function useCommands(): readonly Command[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => all,
  )
}
