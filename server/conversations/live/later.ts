/**
 * Runs `work` at most once per `ms`, and once more for calls that came meanwhile; the first call waits at most 5 ms. Never
 * twice at a time: what an older run read must not be told after what a newer one read.
 */
export function later(ms: number, work: () => Promise<void>): () => void {
  let timer: NodeJS.Timeout | null = null
  let running = false
  let again = false
  let last = Number.NEGATIVE_INFINITY
  const run = async () => {
    timer = null
    last = performance.now()
    running = true
    again = false
    await work().catch(() => {})
    running = false
    if (again) start()
  }
  const start = () => {
    again = running
    if (timer || running) return
    timer = setTimeout(() => void run(), Math.max(Math.min(ms, 5), last + ms - performance.now()))
    timer.unref()
  }
  return start
}
