import { sql } from 'kysely'
import { clockSeconds } from '../../../domain/clocks/kinds.ts'
import type { Tx } from '../../platform/context.ts'
import type { BatchRow, StoredMessage } from '../posting/post.ts'
import { rowsAsJson } from '../posting/rows.ts'

type VisitorFacts = {
  id: string
  customerId: string
  customerName: string
  /** The conversation that is open, and the newest of all. */
  openId: string | null
  latestId: string | null
}
export type OpeningFacts = {
  visitors: Map<string, VisitorFacts>
  /** Conversations that stand already, with whose they are. */
  conversations: Map<string, string | null>
  messages: Map<string, Buffer>
}

/** Two starts of one customer come one after the other, on whatever node; in one order for all of a batch. */
export async function lockVisitors(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`/* prepared lock_visitors */ select id from visitor where id = any(${ids}) order by id for update`.execute(
    tx.db,
  )
}

/** Asked after the lock, so that what a competing start just committed is seen. */
export async function openingFacts(
  tx: Tx,
  asked: { visitorIds: readonly string[]; ids: readonly string[]; messageIds: readonly string[] },
): Promise<OpeningFacts> {
  const { rows } = await sql<{
    visitors: VisitorFacts[]
    conversations: { id: string; visitorId: string | null }[]
    messages: { id: string; digest: string }[]
  }>`/* prepared opening_facts */
    select (
      select coalesce(json_agg(json_build_object('id', v.id, 'customerId', v.customer_id, 'customerName', customer.display_name,
        'openId', (select id from conversation where visitor_id = v.id and state in ('queued', 'active', 'waiting') order by started_at desc limit 1),
        'latestId', (select id from conversation where customer_id = v.customer_id order by started_at desc limit 1))), '[]')
      from visitor v join customer on customer.id = v.customer_id where v.id = any(${asked.visitorIds})
    ) as visitors, (
      select coalesce(json_agg(json_build_object('id', id, 'visitorId', visitor_id)), '[]') from conversation where id = any(${asked.ids})
    ) as conversations, (
      select coalesce(json_agg(json_build_object('id', id, 'digest', encode(digest, 'hex'))), '[]') from message where id = any(${asked.messageIds})
    ) as messages`.execute(tx.db)
  const { visitors = [], conversations = [], messages = [] } = rows[0] ?? {}
  return {
    visitors: new Map(visitors.map((one) => [one.id, one])),
    conversations: new Map(conversations.map((one) => [one.id, one.visitorId])),
    messages: new Map(messages.map((one) => [one.id, Buffer.from(one.digest, 'hex')])),
  }
}

type NewConversation = Pick<
  BatchRow,
  | 'id'
  | 'state'
  | 'visitorId'
  | 'groupId'
  | 'leftMessage'
  | 'unread'
  | 'unansweredSince'
  | 'lastSeq'
  | 'lastMessage'
  | 'lastActivityAt'
> & {
  siteId: string
  customerId: string
  locale: string
  prechat: Record<string, string>
  orderNo: string | null
  startedAt: Date
  previousId: string | null
  welcomeClockId: string
  queueClockId: string
}
export type NewMessage = StoredMessage & { words: string[]; system: object | null }

/**
 * One statement for what begins at one moment: conversations in the queue, their first leg, the welcome and the customer's
 * words, the clock of the welcome (met) and of the queue. Answers which were written: an id that another visitor's start
 * took at the same moment is left out with all that belongs to it.
 */
export async function writeOpenings(
  tx: Tx,
  writes: { conversations: readonly NewConversation[]; messages: readonly NewMessage[] },
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`/* prepared open_batch */
    with x as materialized (
      select * from json_to_recordset(${rowsAsJson(writes.conversations)}::json) as x(id uuid, site_id uuid, visitor_id uuid, customer_id uuid, state text, group_id uuid,
        left_message boolean, locale text, prechat jsonb, order_no text, started_at timestamptz, previous_id uuid, last_seq int, last_message jsonb,
        last_activity_at timestamptz, unread int, unanswered_since timestamptz, welcome_clock_id uuid, queue_clock_id uuid)
    ), c as (
      insert into conversation (id, site_id, visitor_id, customer_id, state, group_id, left_message, locale, prechat, order_no, started_at, welcomed_at, queued_at,
        previous_id, last_seq, last_message, last_activity_at, unread, unanswered_since)
      select id, site_id, visitor_id, customer_id, state, group_id, left_message, locale, prechat, order_no, started_at, started_at, started_at,
        previous_id, last_seq, last_message, last_activity_at, unread, unanswered_since from x order by id
      on conflict (id) do nothing returning id
    ), leg as (
      insert into assignment (conversation_id, group_id, queued_at) select x.id, x.group_id, x.started_at from x join c on c.id = x.id
    ), m as (
      insert into message (id, conversation_id, stream, seq, sender_type, sender_id, kind, body, attachment_id, quote_seq, mentions, whisper, script_key, digest, words, system, at)
      select y.id, conversation_id, stream, seq, sender_type, sender_id, kind, body, attachment_id, quote_seq, mentions, whisper, script_key, decode(digest, 'hex'),
        case when sender_type = 'customer' then array_to_tsvector(words) end, system, at
      from json_to_recordset(${rowsAsJson(writes.messages)}::json) as y(id uuid, conversation_id uuid, stream text, seq int, sender_type text, sender_id uuid,
        kind text, body text, attachment_id uuid, quote_seq int, mentions uuid[], whisper boolean, script_key text, digest text, words text[], system jsonb, at timestamptz)
        join c on c.id = y.conversation_id
    ), k as (
      insert into clock (id, subject_type, subject_id, kind, state, started_at, due_at, stopped_at, fire_at)
      select x.welcome_clock_id, 'conversation', x.id, 'auto_welcome', 'met', x.started_at, x.started_at + make_interval(secs => ${clockSeconds.auto_welcome}), x.started_at, null
      from x join c on c.id = x.id
      union all
      select x.queue_clock_id, 'conversation', x.id, 'queue_limit', 'running', x.started_at, x.started_at + make_interval(secs => ${clockSeconds.queue_limit}), null,
        x.started_at + make_interval(secs => ${clockSeconds.queue_limit})
      from x join c on c.id = x.id where not x.left_message
    )
    select id from c`.execute(tx.db)
  return new Set(rows.map((row) => row.id))
}
