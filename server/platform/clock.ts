import { randomBytes } from 'node:crypto'

export type Clock = {
  now(): Date
  /** UUIDv7: sorts by time of making. */
  newId(): string
}

/**
 * Time as the database tells it, carried forward by the monotonic clock: a jump of the machine's wall clock moves no
 * due time (reliability/faults F15). `sync` is called with the database's `now()` at start and then each keeper round.
 */
export function databaseClock(): Clock & { sync(databaseNow: Date): void; offsetMs(): number } {
  let base = Date.now() - performance.now()
  const now = () => new Date(base + performance.now())
  return {
    now,
    newId: () => uuidv7(now()),
    sync(databaseNow) {
      base = databaseNow.getTime() - performance.now()
    },
    offsetMs: () => base + performance.now() - Date.now(),
  }
}

export function uuidv7(at: Date): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(at.getTime(), 0, 6)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** The machine's own clock at a moment of the monotonic one; to compare it with the database's, and for nothing else. */
export const wallClock = (monotonicMs: number) => Date.now() - performance.now() + monotonicMs
