export type EventName = 'ready' | 'open' | 'close' | 'message' | 'unread' | 'rated'
export type Listener = (detail?: unknown) => void

/** The shop's listeners. One that throws does not stop the others. */
export function createEvents() {
  const listeners = new Map<string, Set<Listener>>()
  return {
    on(name: EventName, listener: Listener) {
      listeners.set(name, (listeners.get(name) ?? new Set()).add(listener))
    },
    off(name: EventName, listener: Listener) {
      listeners.get(name)?.delete(listener)
    },
    emit(name: EventName, detail?: unknown) {
      for (const listener of listeners.get(name) ?? []) queueMicrotask(() => listener(detail))
    },
  }
}
