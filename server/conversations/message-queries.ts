import { sql } from 'kysely'
import type { MessageView } from '../../domain/conversations/views.ts'
import type { Ctx, Tx } from '../platform/context.ts'
import { type MessageRow, messageViews } from './views.ts'

type Page = {
  conversationId: string
  stream: 'talk' | 'note'
  after?: number | undefined
  before?: number | undefined
  limit: number
}

const columns =
  sql.raw(`m.id, m.conversation_id, m.stream, m.seq, m.sender_type, m.sender_id, m.kind, m.body, m.attachment_id, m.system, m.mentions, m.whisper,
  m.at, m.recalled_at, m.pinned_at,
  case m.sender_type when 'agent' then s.name when 'customer' then customer.display_name end as sender_name, s.staff_no as sender_no,
  case when q.id is not null then json_build_object('seq', q.seq,
    'name', case q.sender_type when 'agent' then coalesce(qs.name, '') when 'customer' then customer.display_name else '' end,
    'preview', case when q.recalled_at is null then left(q.body, 120) else '' end) end as quote`)
const joins =
  sql.raw(`from message m join conversation c on c.id = m.conversation_id join customer on customer.id = c.customer_id
  left join staff s on m.sender_type = 'agent' and s.id = m.sender_id
  left join message q on q.conversation_id = m.conversation_id and q.stream = m.stream and q.seq = m.quote_seq
  left join staff qs on q.sender_type = 'agent' and qs.id = q.sender_id`)

/** One page of a stream in order; with `after` the replay for gaps and reconnects, with `before` (or neither) the newest ones. */
export async function messagePage(ctx: Ctx, page: Page): Promise<{ items: MessageView[]; more: boolean }> {
  const { conversationId, stream, after, before, limit } = page
  const forward = after !== undefined
  const { rows } = await sql<MessageRow>`
    select ${columns} ${joins}
    where m.conversation_id = ${conversationId} and m.stream = ${stream} and m.seq > ${after ?? 0} and m.seq < ${before ?? 2147483647}
    order by m.seq ${sql.raw(forward ? 'asc' : 'desc')} limit ${limit + 1}`.execute(ctx.db)
  const kept = rows.slice(0, limit)
  if (!forward) kept.reverse()
  return { items: await messageViews(ctx, kept), more: rows.length > limit }
}

export async function messageById(ctx: Ctx, id: string): Promise<MessageView | undefined> {
  const { rows } = await sql<MessageRow>`select ${columns} ${joins} where m.id = ${id}`.execute(ctx.db)
  return (await messageViews(ctx, rows))[0]
}

export async function messageBySeq(
  ctx: Ctx,
  at: { conversationId: string; stream: 'talk' | 'note'; seq: number },
): Promise<MessageView | undefined> {
  const page = await messagePage(ctx, { ...at, after: at.seq - 1, before: at.seq + 1, limit: 1 })
  return page.items[0]
}

export async function markRecalled(tx: Tx, id: string): Promise<void> {
  await tx.db.updateTable('message').set({ recalledAt: tx.clock.now(), words: null }).where('id', '=', id).execute()
}

export async function markPinned(tx: Tx, id: string, pinned: boolean): Promise<void> {
  await tx.db
    .updateTable('message')
    .set({ pinnedAt: pinned ? tx.clock.now() : null })
    .where('id', '=', id)
    .execute()
}

type Marks = { id: string; side: 'customer' | 'agent'; received: number; read: number }
export type MarksResult = { received: number; read: number; unreadChanged: boolean }

/** High-water marks only rise and never pass the last message. What is left unread is counted anew, and is part of the view. */
export async function raiseMarks(ctx: Ctx, { id, side, received, read }: Marks): Promise<MarksResult | undefined> {
  const got = sql.ref(`${side}_received`)
  const seen = sql.ref(`${side}_read`)
  const { rows } = await sql<MarksResult>`
    with held as (select id, ${got} as was_received, ${seen} as was_read, unread as was_unread from conversation where id = ${id} for update),
    counted as (
      select held.*, case when ${side} = 'customer' or ${read} <= was_read then was_unread else (
        select count(*) from message m where m.conversation_id = held.id and m.stream = 'talk' and m.sender_type = 'customer' and m.seq > ${read}) end as still_unread
      from held
    )
    update conversation c set ${got} = least(c.last_seq, greatest(${got}, ${received}, ${read})), ${seen} = least(c.last_seq, greatest(${seen}, ${read})),
      unread = still_unread, revision = c.revision + (still_unread <> was_unread)::int
    from counted where c.id = counted.id and (${received} > was_received or ${read} > was_read)
    returning ${got} as received, ${seen} as read, still_unread <> was_unread as unread_changed`.execute(ctx.db)
  return rows[0]
}
