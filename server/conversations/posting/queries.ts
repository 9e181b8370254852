import { type Kysely, sql, type Transaction } from 'kysely'
import type { ClockKind } from '../../../domain/clocks/kinds.ts'
import type { RunningClock } from '../../../domain/conversations/posting.ts'
import type { Database } from '../../migrations/db-types.ts'
import { reactionsTo } from '../../platform/events.ts'
import type { BatchRow, Post, Writes } from './post.ts'
import { rowsAsJson } from './rows.ts'

type Db = Transaction<Database>

/** The customer wrote where a ticket waits for them. */
const answeredKind = 'conversation.answered'

/** Locks the batch's conversations in one order (no deadlock between nodes) and finds which ids are stored already. */
export async function lockBatch(
  db: Db,
  posts: readonly Post[],
): Promise<{ rows: Map<string, BatchRow>; known: Map<string, Buffer> }> {
  const conversationIds = [...new Set(posts.map((post) => post.conversationId))]
  const { rows } = await sql<BatchRow>`
    select c.id, c.revision, c.channel, c.state, c.visitor_id, c.group_id, c.assignee_id, c.first_responsible_id, c.offered_to, c.left_message, c.queued_at,
      c.first_agent_message_at, c.unanswered_since, c.ended_at, c.unread, c.last_seq, c.last_note_seq, c.last_message, c.last_activity_at,
      array(select staff_id from participant where conversation_id = c.id) as participant_ids,
      coalesce((site.settings->>'idleMinutes')::int, 10) as idle_minutes
    from conversation c join site on site.id = c.site_id
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

/** Conversations that were written, with what the answer needs besides. */
export type Written = Map<
  string,
  { assigneeId: string | null; assigneeConnected: boolean | null; customerName: string }
>

/**
 * One statement for messages, conversations, clocks, drafts and events of the whole batch. A conversation that changed since
 * its row was read (`revision`) is left out with all that belongs to it.
 */
export async function writeBatch(db: Kysely<Database> | Db, writes: Writes): Promise<Written> {
  const conversations = rowsAsJson([...writes.conversations.values()].map(changedColumns))
  const { rows } = await sql<{
    id: string
    assigneeId: string | null
    assigneeConnected: boolean | null
    customerName: string
  }>`/* prepared store_batch */
    with x as materialized (
      select * from json_to_recordset(${conversations}::json) as x(id uuid, revision bigint, state text, last_seq int, last_note_seq int, unread int, last_message jsonb,
        last_activity_at timestamptz, unanswered_since timestamptz, first_agent_message_at timestamptz)
    ), held as materialized (
      select conversation.id from conversation join x on x.id = conversation.id and x.revision = conversation.revision
      order by conversation.id for update of conversation
    ), c as (
      update conversation set state = x.state, last_seq = x.last_seq, last_note_seq = x.last_note_seq, unread = x.unread, last_message = x.last_message,
        last_activity_at = x.last_activity_at, unanswered_since = x.unanswered_since, first_agent_message_at = x.first_agent_message_at,
        revision = conversation.revision + 1
      from x join held on held.id = x.id where conversation.id = x.id
      returning conversation.id, conversation.assignee_id, conversation.customer_id, conversation.awaited
    ), sent as materialized (
      select y.* from json_to_recordset(${rowsAsJson(writes.messages)}::json) as y(id uuid, conversation_id uuid, stream text, seq int, sender_type text, sender_id uuid,
        kind text, body text, attachment_id uuid, quote_seq int, mentions uuid[], whisper boolean, script_key text, digest text, words text[], at timestamptz)
        join c on c.id = y.conversation_id
    ), m as (
      insert into message (id, conversation_id, stream, seq, sender_type, sender_id, kind, body, attachment_id, quote_seq, mentions, whisper, script_key, digest, words, at)
      select id, conversation_id, stream, seq, sender_type, sender_id, kind, body, attachment_id, quote_seq, mentions, whisper, script_key, decode(digest, 'hex'), array_to_tsvector(words), at
      from sent
    ), d as (
      -- What was being written is sent now.
      delete from draft using sent where sent.stream = 'talk' and sent.sender_type = 'agent'
        and draft.staff_id = sent.sender_id and draft.conversation_id = sent.conversation_id
    ), stopped as (
      update clock set stopped_at = y.at, fire_at = null, state = case
        when y.cancel then case clock.state when 'breached' then 'breached' else 'cancelled' end
        when clock.state = 'breached' or clock.due_at < y.at then 'met_late' else 'met' end
      from (select distinct on (conversation_id, kind) * from json_to_recordset(${rowsAsJson(writes.stops)}::json) as y(conversation_id uuid, kind text, at timestamptz, cancel boolean)
        order by conversation_id, kind, at) y join c on c.id = y.conversation_id
      where clock.subject_id = y.conversation_id and clock.kind = y.kind and clock.stopped_at is null and clock.state in ('running', 'paused', 'breached')
      returning clock.id
    ), s as (
      -- After the stops: a clock may end and begin anew in one batch.
      insert into clock (id, subject_type, subject_id, kind, state, started_at, due_at, fire_at, owner_id)
      select y.id, 'conversation', conversation_id, kind, 'running', started_at, due_at, due_at, owner_id
      from (select distinct on (conversation_id, kind) * from json_to_recordset(${rowsAsJson(writes.starts)}::json)
        as y(id uuid, conversation_id uuid, kind text, started_at timestamptz, due_at timestamptz, owner_id uuid) order by conversation_id, kind, started_at desc) y
        join c on c.id = y.conversation_id where (select count(*) from stopped) >= 0
      on conflict (subject_id, kind) where state in ('running', 'paused') do update set started_at = excluded.started_at, due_at = excluded.due_at, fire_at = excluded.fire_at
    ), e as (
      insert into event (subject_type, subject_id, kind, actor_type, actor_id, from_state, to_state, payload)
      select 'conversation', subject_id, kind, actor_type, actor_id, from_state, to_state, payload
      from json_to_recordset(${rowsAsJson(writes.events)}::json) as y(subject_id uuid, kind text, actor_type text, actor_id uuid, from_state text, to_state text, payload jsonb)
        join c on c.id = y.subject_id
    ), answered as (
      -- A ticket waits for these words.
      insert into event (subject_type, subject_id, kind, actor_type, actor_id)
      select distinct on (c.id) 'conversation', c.id, ${sql.lit(answeredKind)}, 'visitor', sent.sender_id from sent join c on c.id = sent.conversation_id
      where c.awaited and sent.stream = 'talk' and sent.sender_type = 'customer' order by c.id
      returning id
    ), owed as (
      insert into outbox (event_id, reaction)
      select answered.id, reaction from answered, unnest(${reactionsTo(answeredKind)}::text[]) as reaction
    )
    select c.id, c.assignee_id, presence.connected as assignee_connected, customer.display_name as customer_name
    from c join customer on customer.id = c.customer_id left join presence on presence.staff_id = c.assignee_id`.execute(
    db,
  )
  return new Map(rows.map(({ id, ...rest }) => [id, rest]))
}

function changedColumns(row: BatchRow): object {
  const {
    id,
    revision,
    state,
    lastSeq,
    lastNoteSeq,
    unread,
    lastMessage,
    lastActivityAt,
    unansweredSince,
    firstAgentMessageAt,
  } = row
  return {
    id,
    revision,
    state,
    lastSeq,
    lastNoteSeq,
    unread,
    lastMessage,
    lastActivityAt,
    unansweredSince,
    firstAgentMessageAt,
  }
}
