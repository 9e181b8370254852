import { sql, type Transaction } from 'kysely'
import type { RunningClock } from '../../domain/conversations/posting.ts'
import type { Database } from '../migrations/db-types.ts'
import type { Post } from './post-batch.ts'
import type { Writes } from './post-commit.ts'
import type { ConversationRow } from './queries.ts'

export type BatchRow = Pick<
  ConversationRow,
  | 'id' | 'channel' | 'state' | 'visitorId' | 'groupId' | 'assigneeId' | 'firstResponsibleId' | 'offeredTo' | 'leftMessage' | 'queuedAt' | 'firstAgentMessageAt'
  | 'unansweredSince' | 'endedAt' | 'unread' | 'lastSeq' | 'lastNoteSeq' | 'lastMessage' | 'lastActivityAt'
> & { participantIds: string[]; idleMinutes: number; clocks: RunningClock[]; changed?: boolean }

export type StoredMessage = {
  id: string
  conversationId: string
  stream: 'talk' | 'note'
  seq: number
  senderType: string
  senderId: string | null
  kind: string
  body: string
  attachmentId: string | null
  quoteSeq: number | null
  mentions: string[]
  whisper: boolean
  scriptKey: string | null
  digest: string
  at: Date
}

type Db = Transaction<Database>

/** Locks the batch's conversations in one order (no deadlock between nodes) and finds which ids are stored already. */
export async function lockBatch(db: Db, posts: readonly Post[]): Promise<{ rows: Map<string, BatchRow>; known: Map<string, Buffer> }> {
  const conversationIds = [...new Set(posts.map(post => post.conversationId))]
  const { rows } = await sql<BatchRow>`
    select c.id, c.channel, c.state, c.visitor_id, c.group_id, c.assignee_id, c.first_responsible_id, c.offered_to, c.left_message, c.queued_at,
      c.first_agent_message_at, c.unanswered_since, c.ended_at, c.unread, c.last_seq, c.last_note_seq, c.last_message, c.last_activity_at,
      array(select staff_id from participant where conversation_id = c.id) as participant_ids,
      coalesce((site.settings->>'idleMinutes')::int, 10) as idle_minutes
    from conversation c join site on site.id = c.site_id
    where c.id = any(${conversationIds}) order by c.id for update of c`.execute(db)
  const byId = new Map(rows.map(row => [row.id, { ...row, clocks: [] as RunningClock[] }]))
  // After the lock, so that what a competing transaction just committed is seen.
  const clocks = await sql<RunningClock & { subjectId: string }>`
    select subject_id, kind, started_at, due_at from clock
    where subject_id = any(${conversationIds}) and kind in ('agent_greet', 'turn_response') and stopped_at is null and state in ('running', 'breached')`.execute(db)
  for (const { subjectId, ...clock } of clocks.rows) byId.get(subjectId)?.clocks.push(clock)
  const stored = await sql<{ id: string; digest: Buffer }>`select id, digest from message where id = any(${posts.map(post => post.id)})`.execute(db)
  return { rows: byId, known: new Map(stored.rows.map(row => [row.id, row.digest])) }
}

/** One statement for messages, conversations, clocks and events of the whole batch. */
export async function writeBatch(db: Db, writes: Writes): Promise<void> {
  const conversations = [...writes.conversations.values()].map(row => ({
    id: row.id, state: row.state, last_seq: row.lastSeq, last_note_seq: row.lastNoteSeq, unread: row.unread, last_message: row.lastMessage,
    last_activity_at: row.lastActivityAt, unanswered_since: row.unansweredSince, first_agent_message_at: row.firstAgentMessageAt,
  }))
  const messages = writes.messages.map(message => ({
    id: message.id, conversation_id: message.conversationId, stream: message.stream, seq: message.seq, sender_type: message.senderType,
    sender_id: message.senderId, kind: message.kind, body: message.body, attachment_id: message.attachmentId, quote_seq: message.quoteSeq,
    mentions: message.mentions, whisper: message.whisper, script_key: message.scriptKey, digest: message.digest, words: message.words, at: message.at,
  }))
  const stops = writes.stops.map(stop => ({ id: stop.conversationId, kind: stop.kind, at: stop.at, cancel: stop.cancel }))
  const starts = writes.starts.map(start => ({ id: start.id, subject_id: start.conversationId, kind: start.kind, started_at: start.startedAt, due_at: start.dueAt, owner_id: start.ownerId }))
  const events = writes.events.map(event => ({
    subject_id: event.subjectId, kind: event.kind, actor_type: event.actorType, actor_id: event.actorId, from_state: event.fromState, to_state: event.toState, payload: event.payload,
  }))
  if (stops.length > 0) await stopClocksOf(db, stops)
  await sql`
    with m as (
      insert into message (id, conversation_id, stream, seq, sender_type, sender_id, kind, body, attachment_id, quote_seq, mentions, whisper, script_key, digest, words, at)
      select id, conversation_id, stream, seq, sender_type, sender_id, kind, body, attachment_id, quote_seq, mentions, whisper, script_key, decode(digest, 'hex'), array_to_tsvector(words), at
      from jsonb_to_recordset(${JSON.stringify(messages)}::jsonb) as x(id uuid, conversation_id uuid, stream text, seq int, sender_type text, sender_id uuid, kind text,
        body text, attachment_id uuid, quote_seq int, mentions uuid[], whisper boolean, script_key text, digest text, words text[], at timestamptz)
    ), c as (
      update conversation set state = x.state, last_seq = x.last_seq, last_note_seq = x.last_note_seq, unread = x.unread, last_message = x.last_message,
        last_activity_at = x.last_activity_at, unanswered_since = x.unanswered_since, first_agent_message_at = x.first_agent_message_at, revision = revision + 1
      from jsonb_to_recordset(${JSON.stringify(conversations)}::jsonb) as x(id uuid, state text, last_seq int, last_note_seq int, unread int, last_message jsonb,
        last_activity_at timestamptz, unanswered_since timestamptz, first_agent_message_at timestamptz)
      where conversation.id = x.id
    ), s as (
      insert into clock (id, subject_type, subject_id, kind, state, started_at, due_at, fire_at, owner_id)
      select id, 'conversation', subject_id, kind, 'running', started_at, due_at, due_at, owner_id
      from (select distinct on (subject_id, kind) * from jsonb_to_recordset(${JSON.stringify(starts)}::jsonb)
        as x(id uuid, subject_id uuid, kind text, started_at timestamptz, due_at timestamptz, owner_id uuid) order by subject_id, kind, started_at desc) y
      on conflict (subject_id, kind) where state in ('running', 'paused') do update set started_at = excluded.started_at, due_at = excluded.due_at, fire_at = excluded.fire_at
    )
    insert into event (subject_type, subject_id, kind, actor_type, actor_id, from_state, to_state, payload)
    select 'conversation', subject_id, kind, actor_type, actor_id, from_state, to_state, payload
    from jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as x(subject_id uuid, kind text, actor_type text, actor_id uuid, from_state text, to_state text, payload jsonb)`.execute(db)
}

/** Before the starts, in a statement of its own: a clock may end and begin anew in one batch. */
async function stopClocksOf(db: Db, stops: object[]): Promise<void> {
  await sql`
    update clock set stopped_at = x.at, fire_at = null,
      state = case when x.cancel and clock.state <> 'breached' then 'cancelled' when clock.state = 'breached' or clock.due_at < x.at then 'met_late' else 'met' end
    from (select distinct on (id, kind) * from jsonb_to_recordset(${JSON.stringify(stops)}::jsonb) as x(id uuid, kind text, at timestamptz, cancel boolean) order by id, kind, at) x
    where clock.subject_id = x.id and clock.kind = x.kind and clock.stopped_at is null
      and (clock.state in ('running', 'paused') or (clock.state = 'breached' and not x.cancel))`.execute(db)
}
