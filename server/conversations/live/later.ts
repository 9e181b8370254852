/** Of the time that passes, the work may take a fifth; what came meanwhile goes into one round, so a busy node tells less often. */
const share = 5
const slowestTimes = 20

/**
 * Runs `work` at most once per `ms`, and once more for calls that came meanwhile; the first call waits at most 5 ms. Never
 * twice at a time: what an older run read must not be told after what a newer one read. Work that takes long runs more
 * rarely, down to once in 20 `ms`.
 */
export function later(ms: number, work: () => Promise<void>): () => void {
  let timer: NodeJS.Timeout | null = null
  let running = false
  let again = false
  let next = Number.NEGATIVE_INFINITY
  const run = async () => {
    timer = null
    const begun = performance.now()
    running = true
    again = false
    await work().catch(() => {})
    running = false
    const took = performance.now() - begun
    next = begun + Math.max(ms, Math.min(took * share, ms * slowestTimes))
    if (again) start()
  }
  const start = () => {
    again = running
    if (timer || running) return
    timer = setTimeout(() => void run(), Math.max(Math.min(ms, 5), next - performance.now()))
    timer.unref()
  }
  return start
}
