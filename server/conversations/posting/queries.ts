import { sql, type Transaction } from 'kysely'
import type { RunningClock } from '../../../domain/conversations/posting.ts'
import type { Database } from '../../migrations/db-types.ts'
import type { BatchRow, Post, Writes } from './post.ts'

type Db = Transaction<Database>

/** Locks the batch's conversations in one order (no deadlock between nodes) and finds which ids are stored already. */
export async function lockBatch(
  db: Db,
  posts: readonly Post[],
): Promise<{ rows: Map<string, BatchRow>; known: Map<string, Buffer> }> {
  const conversationIds = [...new Set(posts.map((post) => post.conversationId))]
  const { rows } = await sql<BatchRow>`
    select c.id, c.channel, c.state, c.visitor_id, c.group_id, c.assignee_id, c.first_responsible_id, c.offered_to, c.left_message, c.queued_at,
      c.first_agent_message_at, c.unanswered_since, c.ended_at, c.unread, c.last_seq, c.last_note_seq, c.last_message, c.last_activity_at,
      array(select staff_id from participant where conversation_id = c.id) as participant_ids,
      coalesce((site.settings->>'idleMinutes')::int, 10) as idle_minutes
    from conversation c join site on site.id = c.site_id
    where c.id = any(${conversationIds}) order by c.id for update of c`.execute(db)
  const byId = new Map(rows.map((row) => [row.id, { ...row, clocks: [] as RunningClock[] }]))
  // After the lock, so that what a competing transaction just committed is seen.
  const clocks = await sql<RunningClock & { subjectId: string }>`
    select subject_id, kind, started_at, due_at from clock
    where subject_id = any(${conversationIds}) and kind in ('agent_greet', 'turn_response') and stopped_at is null and state in ('running', 'breached')`.execute(
    db,
  )
  for (const { subjectId, ...clock } of clocks.rows) byId.get(subjectId)?.clocks.push(clock)
  const stored = await sql<{
    id: string
    digest: Buffer
  }>`select id, digest from message where id = any(${posts.map((post) => post.id)})`.execute(db)
  return { rows: byId, known: new Map(stored.rows.map((row) => [row.id, row.digest])) }
}

/** One statement for messages, conversations, clocks and events of the whole batch. */
export async function writeBatch(db: Db, writes: Writes): Promise<void> {
  if (writes.stops.length > 0) await stopClocksOf(db, json(writes.stops))
  const conversations = json([...writes.conversations.values()])
  await sql`
    with m as (
      insert into message (id, conversation_id, stream, seq, sender_type, sender_id, kind, body, attachment_id, quote_seq, mentions, whisper, script_key, digest, words, at)
      select id, conversation_id, stream, seq, sender_type, sender_id, kind, body, attachment_id, quote_seq, mentions, whisper, script_key, decode(digest, 'hex'), array_to_tsvector(words), at
      from jsonb_to_recordset(${json(writes.messages)}::jsonb) as x(id uuid, conversation_id uuid, stream text, seq int, sender_type text, sender_id uuid, kind text,
        body text, attachment_id uuid, quote_seq int, mentions uuid[], whisper boolean, script_key text, digest text, words text[], at timestamptz)
    ), c as (
      update conversation set state = x.state, last_seq = x.last_seq, last_note_seq = x.last_note_seq, unread = x.unread, last_message = x.last_message,
        last_activity_at = x.last_activity_at, unanswered_since = x.unanswered_since, first_agent_message_at = x.first_agent_message_at, revision = revision + 1
      from jsonb_to_recordset(${conversations}::jsonb) as x(id uuid, state text, last_seq int, last_note_seq int, unread int, last_message jsonb,
        last_activity_at timestamptz, unanswered_since timestamptz, first_agent_message_at timestamptz)
      where conversation.id = x.id
    ), s as (
      insert into clock (id, subject_type, subject_id, kind, state, started_at, due_at, fire_at, owner_id)
      select id, 'conversation', conversation_id, kind, 'running', started_at, due_at, due_at, owner_id
      from (select distinct on (conversation_id, kind) * from jsonb_to_recordset(${json(writes.starts)}::jsonb)
        as x(id uuid, conversation_id uuid, kind text, started_at timestamptz, due_at timestamptz, owner_id uuid) order by conversation_id, kind, started_at desc) y
      on conflict (subject_id, kind) where state in ('running', 'paused') do update set started_at = excluded.started_at, due_at = excluded.due_at, fire_at = excluded.fire_at
    )
    insert into event (subject_type, subject_id, kind, actor_type, actor_id, from_state, to_state, payload)
    select 'conversation', subject_id, kind, actor_type, actor_id, from_state, to_state, payload
    from jsonb_to_recordset(${json(writes.events)}::jsonb) as x(subject_id uuid, kind text, actor_type text, actor_id uuid, from_state text, to_state text, payload jsonb)`.execute(
    db,
  )
}

/** Before the starts, in a statement of its own: a clock may end and begin anew in one batch. */
async function stopClocksOf(db: Db, stops: string): Promise<void> {
  await sql`
    update clock set stopped_at = x.at, fire_at = null, state = case
      when x.cancel then case clock.state when 'breached' then 'breached' else 'cancelled' end
      when clock.state = 'breached' or clock.due_at < x.at then 'met_late' else 'met' end
    from (select distinct on (conversation_id, kind) * from jsonb_to_recordset(${stops}::jsonb) as x(conversation_id uuid, kind text, at timestamptz, cancel boolean) order by conversation_id, kind, at) x
    where clock.subject_id = x.conversation_id and clock.kind = x.kind and clock.stopped_at is null
      and clock.state in ('running', 'paused', 'breached')`.execute(db)
}

const snake = (key: string) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** Rows for jsonb_to_recordset, which takes the columns it names and leaves the rest. */
function json(rows: readonly object[]): string {
  return JSON.stringify(
    rows.map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [snake(key), value]))),
  )
}
