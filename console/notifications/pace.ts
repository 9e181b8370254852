/** Lets a thing happen once in `everyMs` for each name: what rings every second is heard no more. */
export function openPace(everyMs: number, now: () => number): (name: string) => boolean {
  const last = new Map<string, number>()
  return (name) => {
    const at = now()
    const before = last.get(name)
    if (before !== undefined && at - before < everyMs) return false
    last.set(name, at)
    return true
  }
}
