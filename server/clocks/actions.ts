import { type ClockKind, clockSeconds } from '../../domain/clocks/kinds.ts'
import type { Tx } from '../platform/context.ts'
import { insertClock, type NewClock, stopRunning } from './queries.ts'

type Start = {
  subject: { type: string; id: string }
  kind: ClockKind
  seconds?: number
  ownerId?: string | null
  payload?: Record<string, unknown>
}

/** Starts a clock, or starts it anew when one of this kind is running for the subject: at most one runs (model 2.6, 4). */
export async function startClock(tx: Tx, start: Start): Promise<Date> {
  const startedAt = tx.clock.now()
  const clock = newClock(start, startedAt, tx.clock.newId())
  await insertClock(tx, clock)
  tx.afterCommit(() => tx.platform.hints.publish({ topic: 'clock', at: clock.dueAt.getTime() }))
  return clock.dueAt
}

export function newClock(start: Start, startedAt: Date, id: string): NewClock {
  const seconds = start.seconds ?? clockSeconds[start.kind]
  return {
    id,
    subjectType: start.subject.type,
    subjectId: start.subject.id,
    kind: start.kind,
    startedAt,
    dueAt: new Date(startedAt.getTime() + seconds * 1000),
    ownerId: start.ownerId ?? null,
    payload: start.payload ?? {},
  }
}

/** The stop event came: met, or met late when it was breached before. */
export async function stopClocks(tx: Tx, subjectId: string, kinds: readonly ClockKind[]): Promise<void> {
  await stopRunning(tx, { subjectId, kinds, at: tx.clock.now(), cancel: false })
}

/** The reason for the clock is gone: no longer met nor breached; what was breached before stays so, and is over. */
export async function cancelClocks(tx: Tx, subjectId: string, kinds: readonly ClockKind[]): Promise<void> {
  await stopRunning(tx, { subjectId, kinds, at: tx.clock.now(), cancel: true })
}
