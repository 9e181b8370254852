/** Lets a thing happen once in so long for each name: what rings every second is heard no more. */
export function openPace(now: () => number): (name: string, everySeconds: number) => boolean {
  const last = new Map<string, number>()
  return (name, everySeconds) => {
    const at = now()
    const before = last.get(name)
    if (before !== undefined && at - before < everySeconds * 1000) return false
    last.set(name, at)
    return true
  }
}
