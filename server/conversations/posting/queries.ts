import { sql, type Transaction } from 'kysely'
import type { ClockKind } from '../../../domain/clocks/kinds.ts'
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
      array(select staff_id from participant where conversation_id = c.id) as participant_ids, customer.display_name as customer_name,
      (select connected from presence where staff_id = c.assignee_id) as assignee_connected,
      coalesce((site.settings->>'idleMinutes')::int, 10) as idle_minutes
    from conversation c join site on site.id = c.site_id join customer on customer.id = c.customer_id
    where c.id = any(${conversationIds}) order by c.id for update of c`.execute(db)
  const byId = new Map(
    rows.map((row) => [row.id, { ...row, clocks: [] as RunningClock[], open: new Set<ClockKind>() }]),
  )
  // After the lock, so that what a competing transaction just committed is seen.
  const found = await sql<{ clocks: RunningRow[]; stored: { id: string; digest: string }[] }>`
    select (
      select coalesce(json_agg(json_build_object('conversationId', subject_id, 'kind', kind, 'state', state, 'startedAt', started_at, 'dueAt', due_at)), '[]')
      from clock where subject_id = any(${conversationIds}) and stopped_at is null
    ) as clocks, (
      select coalesce(json_agg(json_build_object('id', id, 'digest', encode(digest, 'hex'))), '[]')
      from message where id = any(${posts.map((post) => post.id)})
    ) as stored`.execute(db)
  const { clocks = [], stored = [] } = found.rows[0] ?? {}
  for (const { conversationId, kind, state, startedAt, dueAt } of clocks) {
    const row = byId.get(conversationId)
    row?.open.add(kind)
    const isService = (kind === 'agent_greet' || kind === 'turn_response') && state !== 'paused'
    if (isService) row?.clocks.push({ kind, startedAt: new Date(startedAt), dueAt: new Date(dueAt) })
  }
  return { rows: byId, known: new Map(stored.map(({ id, digest }) => [id, Buffer.from(digest, 'hex')])) }
}

type RunningRow = { conversationId: string; kind: ClockKind; state: string; startedAt: string; dueAt: string }

/** One statement for messages, conversations, clocks, drafts and events of the whole batch. */
export async function writeBatch(db: Db, writes: Writes): Promise<void> {
  if (writes.stops.length > 0) await stopClocksOf(db, json(writes.stops))
  const conversations = json([...writes.conversations.values()].map(changedColumns))
  await sql`
    with sent as materialized (
      select * from json_to_recordset(${json(writes.messages)}::json) as x(id uuid, conversation_id uuid, stream text, seq int, sender_type text, sender_id uuid,
        kind text, body text, attachment_id uuid, quote_seq int, mentions uuid[], whisper boolean, script_key text, digest text, words text[], at timestamptz)
    ), m as (
      insert into message (id, conversation_id, stream, seq, sender_type, sender_id, kind, body, attachment_id, quote_seq, mentions, whisper, script_key, digest, words, at)
      select id, conversation_id, stream, seq, sender_type, sender_id, kind, body, attachment_id, quote_seq, mentions, whisper, script_key, decode(digest, 'hex'), array_to_tsvector(words), at
      from sent
    ), d as (
      -- What was being written is sent now.
      delete from draft using sent where sent.stream = 'talk' and sent.sender_type = 'agent'
        and draft.staff_id = sent.sender_id and draft.conversation_id = sent.conversation_id
    ), c as (
      update conversation set state = x.state, last_seq = x.last_seq, last_note_seq = x.last_note_seq, unread = x.unread, last_message = x.last_message,
        last_activity_at = x.last_activity_at, unanswered_since = x.unanswered_since, first_agent_message_at = x.first_agent_message_at, revision = revision + 1
      from json_to_recordset(${conversations}::json) as x(id uuid, state text, last_seq int, last_note_seq int, unread int, last_message jsonb,
        last_activity_at timestamptz, unanswered_since timestamptz, first_agent_message_at timestamptz)
      where conversation.id = x.id
    ), s as (
      insert into clock (id, subject_type, subject_id, kind, state, started_at, due_at, fire_at, owner_id)
      select id, 'conversation', conversation_id, kind, 'running', started_at, due_at, due_at, owner_id
      from (select distinct on (conversation_id, kind) * from json_to_recordset(${json(writes.starts)}::json)
        as x(id uuid, conversation_id uuid, kind text, started_at timestamptz, due_at timestamptz, owner_id uuid) order by conversation_id, kind, started_at desc) y
      on conflict (subject_id, kind) where state in ('running', 'paused') do update set started_at = excluded.started_at, due_at = excluded.due_at, fire_at = excluded.fire_at
    )
    insert into event (subject_type, subject_id, kind, actor_type, actor_id, from_state, to_state, payload)
    select 'conversation', subject_id, kind, actor_type, actor_id, from_state, to_state, payload
    from json_to_recordset(${json(writes.events)}::json) as x(subject_id uuid, kind text, actor_type text, actor_id uuid, from_state text, to_state text, payload jsonb)`.execute(
    db,
  )
}

function changedColumns(row: BatchRow): object {
  const { id, state, lastSeq, lastNoteSeq, unread, lastMessage, lastActivityAt, unansweredSince, firstAgentMessageAt } =
    row
  return { id, state, lastSeq, lastNoteSeq, unread, lastMessage, lastActivityAt, unansweredSince, firstAgentMessageAt }
}

/** Before the starts, in a statement of its own: a clock may end and begin anew in one batch. */
async function stopClocksOf(db: Db, stops: string): Promise<void> {
  await sql`
    update clock set stopped_at = x.at, fire_at = null, state = case
      when x.cancel then case clock.state when 'breached' then 'breached' else 'cancelled' end
      when clock.state = 'breached' or clock.due_at < x.at then 'met_late' else 'met' end
    from (select distinct on (conversation_id, kind) * from json_to_recordset(${stops}::json) as x(conversation_id uuid, kind text, at timestamptz, cancel boolean) order by conversation_id, kind, at) x
    where clock.subject_id = x.conversation_id and clock.kind = x.kind and clock.stopped_at is null
      and clock.state in ('running', 'paused', 'breached')`.execute(db)
}

const columns = new Map<string, string>()

function column(key: string): string {
  const known = columns.get(key)
  if (known) return known
  const made = key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  columns.set(key, made)
  return made
}

/** Rows for json_to_recordset, which takes the columns it names and leaves the rest. */
function json(rows: readonly object[]): string {
  return JSON.stringify(
    rows.map((row) => {
      const written: Record<string, unknown> = {}
      for (const [key, value] of Object.entries(row)) written[column(key)] = value
      return written
    }),
  )
}
