import type { Transaction } from 'kysely'
import type { Actor } from '../../domain/identity/actor.ts'
import type { Database } from '../migrations/db-types.ts'
import type { Clock } from './clock.ts'
import type { Sealer } from './crypto.ts'
import { type Db, isRetryable } from './database.ts'
import { type CommittedEvent, type NewEvent, writeEvents } from './events.ts'
import type { FileStore } from './files.ts'
import type { Jobs } from './jobs.ts'
import type { Hints } from './live/hints.ts'
import type { Log } from './log.ts'

/** What lives as long as the process; the same for every request. */
export type Platform = {
  db: Db
  /** For statements that may take longer than a person waits. */
  patientDb: Db
  clock: Clock
  log: Log
  jobs: Jobs
  hints: Hints
  sealer: Sealer
  files: FileStore
  publicUrl: string
  /** Called with the events of each committed transaction: live fan-out, relay, keeper. */
  onCommit: ((events: CommittedEvent[]) => void)[]
}

export type Ctx = {
  db: Db | Transaction<Database>
  clock: Clock
  actor: Actor
  platform: Platform
}

/** A context inside a transaction: only here can a state change be recorded. */
export type Tx = Ctx & {
  db: Transaction<Database>
  /** Writes one row of the event log with this transaction. */
  record(event: NewEvent): void
  /** Enqueues a job with this transaction. */
  enqueue(job: string, data: Record<string, unknown>): Promise<void>
  /** Runs once the transaction is committed; for hints only, since a crash may lose it. */
  afterCommit(effect: () => void): void
}

export function contextFor(platform: Platform, actor: Actor): Ctx {
  return { db: platform.db, clock: platform.clock, actor, platform }
}

/** The same platform for work that nobody waits for. */
export const patiently = (platform: Platform): Platform => ({ ...platform, db: platform.patientDb })

export function asSystem(ctx: Ctx): Ctx {
  return { ...ctx, actor: { kind: 'system' } }
}

/** The same transaction in the name of somebody else, for work that is committed for several people at once. */
export function inNameOf(tx: Tx, actor: Actor): Tx {
  return { ...tx, actor, record: (event) => tx.record({ by: actor, ...event }) }
}

const isTx = (ctx: Ctx): ctx is Tx => 'record' in ctx

/** Runs `work` in one transaction together with its event rows; joins the surrounding one if there is one. Deadlocks are run again. */
export async function transact<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (isTx(ctx)) return work(ctx)
  for (let attempt = 1; ; attempt++) {
    try {
      return await runOnce(ctx, work)
    } catch (error) {
      if (!isRetryable(error) || attempt === 5) throw error
    }
  }
}

async function runOnce<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> {
  const events: NewEvent[] = []
  const effects: (() => void)[] = []
  let committed: CommittedEvent[] = []
  const { platform } = ctx
  const result = await platform.db.transaction().execute(async (db) => {
    const tx: Tx = {
      ...ctx,
      db,
      record: (event) => void events.push(event),
      enqueue: (job, data) => platform.jobs.enqueue(db, job, data),
      afterCommit: (effect) => void effects.push(effect),
    }
    const value = await work(tx)
    committed = await writeEvents(db, ctx.actor, events)
    return value
  })
  for (const effect of effects) effect()
  if (committed.length > 0) for (const listener of platform.onCommit) listener(committed)
  return result
}
