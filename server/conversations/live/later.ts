/** Runs `work` at most once per `ms`, and once more for calls that came meanwhile; the first call waits at most 5 ms. */
export function later(ms: number, work: () => Promise<void>): () => void {
  let timer: NodeJS.Timeout | null = null
  let last = 0
  return () => {
    if (timer) return
    const wait = Math.max(Math.min(ms, 5), last + ms - performance.now())
    timer = setTimeout(() => {
      timer = null
      last = performance.now()
      work().catch(() => {})
    }, wait)
    timer.unref()
  }
}
