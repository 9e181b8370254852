import { useSyncExternalStore } from 'react'
import { now } from '../clock.ts'

const listeners = new Set<() => void>()
let second = Math.floor(now() / 1000)

setInterval(() => {
  second = Math.floor(now() / 1000)
  for (const listener of listeners) listener()
}, 1000)

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Renders again each second; one timer for all countdowns on the page. Returns the present second. */
export function useEverySecond(): number {
  return useSyncExternalStore(subscribe, () => second)
}

/** Renders again each minute: for relative times. Returns milliseconds. */
export function useEveryMinute(): number {
  return useSyncExternalStore(subscribe, () => Math.floor(second / 60)) * 60_000 + 60_000
}
