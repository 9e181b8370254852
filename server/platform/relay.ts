import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { asSystem, type Ctx, contextFor, type Platform } from './context.ts'
import type { CommittedEvent, NewEvent } from './events.ts'
import { gathered } from './gather.ts'

/** One line of reactions.ts: after the event is committed, `run` happens at least once; it must bear running twice. */
export type Reaction = {
  when: string
  name: string
  run(ctx: Ctx, event: CommittedEvent): Promise<void>
  /** The same for what happened at one moment; when it fails, `run` is tried for each. */
  runAll?(ctx: Ctx, events: readonly CommittedEvent[]): Promise<void>
  /** Whether the event asks for anything; asked when it is written. */
  concerns?(event: NewEvent): boolean
}
export type Relay = { wake(): void; idle(): Promise<void>; stop(): Promise<void> }

const leaseSeconds = 30
const attemptsBeforeDead = 10
const batch = 50
/** In a busy moment what follows comes together; alone, a reaction waits for nobody. */
const busyFrom = 3
const busyMs = 10

type Claimed = { id: number; reaction: string; attempts: number; event: CommittedEvent }

/** Works through the outbox: claims with a lease, woken after each commit, looks by itself every second (reliability/contract 5). */
export function startRelay(platform: Platform, reactions: readonly Reaction[]): Relay {
  const byName = new Map(reactions.map((reaction) => [reaction.name, reaction]))
  let stopped = false
  let running: Promise<void> | null = null
  let again = false

  const ctx = asSystem(contextFor(platform, { kind: 'system' }))

  const runOne = async (row: Claimed) => {
    try {
      await byName.get(row.reaction)?.run(ctx, row.event)
      await done(platform, row.id)
    } catch (error) {
      platform.log.error({ reaction: row.reaction, event: row.event.id, error: String(error) }, 'reaction failed')
      await postpone(platform, row, String(error))
    }
  }
  const runTogether = async (rows: readonly Claimed[]) => {
    const runAll = rows[0] && byName.get(rows[0].reaction)?.runAll
    const isRun =
      runAll &&
      rows.length > 1 &&
      (await runAll(
        ctx,
        rows.map((row) => row.event),
      ).then(yes, no))
    await Promise.all(rows.map((row) => (isRun ? done(platform, row.id) : runOne(row))))
  }
  const drain = async () => {
    do {
      again = false
      const rows = await claim(platform)
      await Promise.all([...Map.groupBy(rows, (row) => row.reaction).values()].map(runTogether))
      // What is written while these run wakes the relay; a full batch means that more was there already.
      if (rows.length === batch) again = true
      else if (rows.length >= busyFrom) await pause(busyMs)
    } while (again && !stopped)
  }
  const wake = () => {
    if (stopped) return
    again = true
    running ??= drain()
      .catch((error) => platform.log.warn({ error: String(error) }, 'relay'))
      .finally(() => {
        running = null
        if (again && !stopped) wake()
      })
  }
  const poll = setInterval(wake, 1000)
  return {
    wake,
    async idle() {
      while (running) await running
    },
    async stop() {
      stopped = true
      clearInterval(poll)
      await running
    },
  }
}

const yes = () => true
const no = () => false

const done = gathered(async (platform: Platform, ids: number[]) => {
  await sql`delete from outbox where id = any(${ids})`.execute(platform.db)
  return []
})

async function claim(platform: Platform): Promise<Claimed[]> {
  const { rows } = await sql<
    Omit<Claimed, 'event'> & {
      eventId: number
      at: Date
      subjectType: string
      subjectId: string
      kind: string
      actorType: CommittedEvent['actorType']
      actorId: string | null
      fromState: string | null
      toState: string | null
      reason: string | null
      payload: Record<string, unknown>
    }
  >`
    with due as (
      select id from outbox where available_at <= now() and not dead order by available_at, id for update skip locked limit ${batch}
    ), taken as (
      update outbox set available_at = now() + make_interval(secs => ${leaseSeconds}), attempts = attempts + 1
      from due where outbox.id = due.id returning outbox.id, outbox.reaction, outbox.attempts, outbox.event_id
    )
    select taken.id, taken.reaction, taken.attempts, event.id as event_id, event.at, event.subject_type, event.subject_id, event.kind,
      event.actor_type, event.actor_id, event.from_state, event.to_state, event.reason, event.payload
    from taken join event on event.id = taken.event_id order by taken.id`.execute(platform.db)
  return rows.map((row) => ({
    id: row.id,
    reaction: row.reaction,
    attempts: row.attempts,
    event: {
      id: row.eventId,
      at: row.at,
      subject: { type: row.subjectType, id: row.subjectId },
      kind: row.kind,
      actorType: row.actorType,
      actorId: row.actorId,
      ...(row.fromState !== null && { from: row.fromState }),
      ...(row.toState !== null && { to: row.toState }),
      ...(row.reason !== null && { reason: row.reason }),
      payload: row.payload,
    },
  }))
}

async function postpone(platform: Platform, row: Claimed, error: string): Promise<void> {
  const seconds = Math.min(2 ** row.attempts, 60)
  await sql`update outbox set available_at = now() + make_interval(secs => ${seconds}), last_error = ${error.slice(0, 500)},
    dead = ${row.attempts >= attemptsBeforeDead} where id = ${row.id}`.execute(platform.db)
}
