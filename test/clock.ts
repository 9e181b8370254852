import type { Clock } from '../server/platform/clock.ts'
import { databaseClock, uuidv7 } from '../server/platform/clock.ts'

export type MovableClock = Clock & { advance(seconds: number): void; offsetMs(): number; sync(databaseNow: Date): void }

/** Real time plus whatever the test moved it by. */
export function movableClock(): MovableClock {
  const real = databaseClock()
  let offset = 0
  const now = () => new Date(real.now().getTime() + offset)
  return {
    now,
    newId: () => uuidv7(now()),
    advance(seconds) {
      offset += seconds * 1000
    },
    offsetMs: () => offset,
    sync: real.sync,
  }
}
