import type { Insertable, Transaction } from 'kysely'
import type { Actor } from '../../domain/identity/actor.ts'
import type { Database } from '../migrations/db-types.ts'

export type NewEvent = {
  subject: { type: string; id: string }
  /** Past tense, `conversation.accepted`. */
  kind: string
  from?: string
  to?: string
  reason?: string
  payload?: Record<string, unknown>
}
export type CommittedEvent = NewEvent & { id: number; at: Date; actorType: Actor['kind']; actorId: string | null }

/** Reactions by event kind, set once by the composition root; decides which events get an outbox row. */
const reactionsByKind = new Map<string, string[]>()
export function declareReactions(list: readonly { when: string; name: string }[]): void {
  reactionsByKind.clear()
  for (const { when, name } of list) reactionsByKind.set(when, [...(reactionsByKind.get(when) ?? []), name])
}

/** Writes event rows and what `reactions.ts` owes for them, in the caller's transaction. */
export async function writeEvents(
  db: Transaction<Database>,
  actor: Actor,
  events: NewEvent[],
): Promise<CommittedEvent[]> {
  if (events.length === 0) return []
  const rows = await db
    .insertInto('event')
    .values(events.map((event) => eventRow(event, actor)))
    .returning(['id', 'at'])
    .execute()
  const committed = events.map((event, index) => ({
    ...event,
    id: rows[index]?.id as number,
    at: rows[index]?.at as Date,
    actorType: actor.kind,
    actorId: actorId(actor),
  }))
  const owed = committed.flatMap((event) =>
    (reactionsByKind.get(event.kind) ?? []).map((reaction) => ({ eventId: event.id, reaction })),
  )
  if (owed.length > 0) await db.insertInto('outbox').values(owed).execute()
  return committed
}

export function eventRow(event: NewEvent, actor: Actor): Insertable<Database['event']> {
  return {
    subjectType: event.subject.type,
    subjectId: event.subject.id,
    kind: event.kind,
    actorType: actor.kind,
    actorId: actorId(actor),
    fromState: event.from ?? null,
    toState: event.to ?? null,
    reason: event.reason ?? null,
    payload: JSON.stringify(event.payload ?? {}),
  }
}

export function actorId(actor: Actor): string | null {
  return actor.kind === 'staff' || actor.kind === 'visitor' ? actor.id : null
}
