import { type Platform, patiently } from '../platform/context.ts'
import { rollUp } from './rollup.ts'

export type Reports = { idle(): Promise<void>; stop(): Promise<void> }

const quietMs = 1000
const pollMs = 5000
/** Hints after which the wall may look different. */
const wallTopics = new Set(['conversation', 'message', 'presence', 'clock', 'staff.revoked'])

/**
 * Counts within a second of a commit, and every 5 s in any case: hints may be lost. Tells the wall, at most once a second,
 * that it has something new to read.
 */
export function startReports(platform: Platform): Reports {
  const patient = patiently(platform)
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | null = null

  const count = async () => {
    for (let more = true; more && !stopped; ) {
      const { changed, behind } = await rollUp(patient)
      more = changed > 0
      if (!more && behind) wake()
    }
    if (!stopped) platform.hints.publish({ topic: 'wall' })
  }
  const run = () => {
    timer = undefined
    running ??= count()
      .catch((error: Error) => platform.log.warn({ error: error.message }, 'roll-up'))
      .finally(() => {
        running = null
      })
  }
  const wake = () => {
    if (!stopped) timer ??= setTimeout(run, quietMs)
  }
  platform.onCommit.push(wake)
  platform.hints.subscribe(({ topic }) => {
    if (wallTopics.has(topic)) wake()
  })
  const poll = setInterval(run, pollMs)
  wake()
  return {
    async idle() {
      while (running) await running
    },
    async stop() {
      stopped = true
      clearInterval(poll)
      clearTimeout(timer)
      await running
    },
  }
}
