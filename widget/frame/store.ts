/** One value, changed in one place; readers are told after each change. */
export function createStore<S extends object>(first: S) {
  let state = first
  const readers = new Set<() => void>()
  return {
    get: () => state,
    set(change: Partial<S>) {
      state = { ...state, ...change }
      for (const read of readers) read()
    },
    subscribe(read: () => void) {
      readers.add(read)
      return () => void readers.delete(read)
    },
  }
}
export type Store<S extends object> = ReturnType<typeof createStore<S>>
