import { sql, type Transaction } from 'kysely'
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
  /** Who did it, where one transaction works for several; otherwise whoever the transaction is for. */
  by?: Actor
}
export type CommittedEvent = NewEvent & { id: number; at: Date; actorType: Actor['kind']; actorId: string | null }

/** `concerns`: of the events of this kind only these ask for anything. */
type Owed = { when: string; name: string; concerns?(event: NewEvent): boolean }

/** Reactions by event kind, set once by the composition root; decides which events get an outbox row. */
const reactionsByKind = new Map<string, Owed[]>()
export function declareReactions(list: readonly Owed[]): void {
  reactionsByKind.clear()
  for (const one of list) reactionsByKind.set(one.when, [...(reactionsByKind.get(one.when) ?? []), one])
}

/** Names of the reactions to a kind, for the one statement that writes its events itself (decision 0005). */
export const reactionsTo = (kind: string): string[] => (reactionsByKind.get(kind) ?? []).map(({ name }) => name)

/** Writes event rows and what `reactions.ts` owes for them, in the caller's transaction. */
export async function writeEvents(
  db: Transaction<Database>,
  actor: Actor,
  events: NewEvent[],
): Promise<CommittedEvent[]> {
  if (events.length === 0) return []
  const written = JSON.stringify(events.map((event, index) => eventRow(event, actor, index)))
  const { rows } = await sql<{ id: number; at: Date }>`/* prepared write_events */
    insert into event (subject_type, subject_id, kind, actor_type, actor_id, from_state, to_state, reason, payload)
    select subject_type, subject_id, kind, actor_type, actor_id, from_state, to_state, reason, payload
    from json_to_recordset(${written}::json) as x(place int, subject_type text, subject_id uuid, kind text, actor_type text, actor_id uuid,
      from_state text, to_state text, reason text, payload jsonb)
    order by place returning id, at`.execute(db)
  const committed = events.map(({ by = actor, ...event }, index) => ({
    ...event,
    id: rows[index]?.id as number,
    at: rows[index]?.at as Date,
    actorType: by.kind,
    actorId: actorId(by),
  }))
  const owed = committed.flatMap((event) =>
    (reactionsByKind.get(event.kind) ?? [])
      .filter(({ concerns }) => !concerns || concerns(event))
      .map(({ name }) => ({ eventId: event.id, reaction: name })),
  )
  if (owed.length > 0)
    await sql`/* prepared write_owed */
      insert into outbox (event_id, reaction) select * from unnest(${owed.map((one) => one.eventId)}::bigint[], ${owed.map((one) => one.reaction)}::text[])`.execute(
      db,
    )
  return committed
}

function eventRow({ subject, kind, by, from, to, reason, payload = {} }: NewEvent, txActor: Actor, place: number) {
  const actor = by ?? txActor
  return {
    place,
    subject_type: subject.type,
    subject_id: subject.id,
    kind,
    actor_type: actor.kind,
    actor_id: actorId(actor),
    from_state: from,
    to_state: to,
    reason,
    payload,
  }
}

export function actorId(actor: Actor): string | null {
  return actor.kind === 'staff' || actor.kind === 'visitor' ? actor.id : null
}
