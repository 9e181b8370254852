import { sql } from 'kysely'
import type { NoticeView } from '../../domain/notifications/contract.ts'
import type { NoticeKind, NoticeSubject } from '../../domain/notifications/kinds.ts'
import type { NoticeWay } from '../../domain/notifications/preferences.ts'
import type { Ctx, Tx } from '../platform/context.ts'

export type NewRow = {
  id: string
  staffId: string
  kind: NoticeKind
  subject: NoticeSubject | null
  params: Record<string, string>
  at: Date
  bundle: string | null
  urgent: boolean
  ways: NoticeWay[]
}

type Item = { subject: NoticeSubject | null; params: Record<string, string>; at: string; settled: boolean }
type Head = {
  id: string
  kind: NoticeKind
  at: Date
  readAt: Date | null
  urgent: boolean
  open: number
  total: number
  settledAt: Date | null
  items: Item[]
}

export function freshView({ id, kind, subject, params, at, urgent }: NewRow): NoticeView {
  const still = { readAt: null, settledAt: null, count: 1, items: [] }
  return { id, kind, subject, params, at: at.toISOString(), urgent, ...still }
}

function viewOf({ id, kind, at, readAt, urgent, open, total, settledAt, items }: Head): NoticeView {
  const speaking = items.find((item) => !item.settled) ?? items[0]
  return {
    ...{ id, kind, urgent },
    subject: speaking?.subject ?? null,
    params: speaking?.params ?? {},
    at: at.toISOString(),
    readAt: readAt?.toISOString() ?? null,
    settledAt: open === 0 ? (settledAt?.toISOString() ?? null) : null,
    count: open === 0 ? total : open,
    items: total === 1 ? [] : items.map((item) => ({ ...item, at: new Date(item.at).toISOString() })),
  }
}

const itemsAtMost = 50

/** The heads that `which` finds, each with what was bundled behind it. */
const heads = (which: ReturnType<typeof sql>) => sql<Head>`
  select head.id, head.kind, head.at, head.read_at, head.urgent, sum.open, sum.total, sum.settled_at, list.items
  from (${which}) as head
  cross join lateral (
    select count(*) filter (where settled_at is null)::int as open, count(*)::int as total, max(settled_at) as settled_at
    from notice where id = head.id or bundle = head.id) as sum
  cross join lateral (
    select jsonb_agg(jsonb_build_object('params', params, 'at', at, 'settled', settled_at is not null,
      'subject', case when subject_id is not null then jsonb_build_object('type', subject_type, 'id', subject_id) end)
      order by at desc, id desc) as items
    from (select * from notice where id = head.id or bundle = head.id order by at desc, id desc limit ${itemsAtMost}) as one
  ) as list
  order by head.at desc, head.id desc`

const pageSize = 50

/** Newest first; `before` is the oldest notice already shown. */
export async function noticesOf(ctx: Ctx, staffId: string, before?: string): Promise<NoticeView[]> {
  const older = sql`and (at, id) < (select at, id from notice where id = ${before} and staff_id = ${staffId})`
  const { rows } = await heads(sql`
    select * from notice where staff_id = ${staffId} and bundle is null and 'in_page' = any(ways)
      ${before ? older : sql``} order by at desc, id desc limit ${pageSize}`).execute(ctx.db)
  return rows.map(viewOf)
}

/** A notice as it stands now, as long as it is unread and there is still something to do about it. */
export async function openNotice(ctx: Pick<Ctx, 'db'>, id: string): Promise<NoticeView | null> {
  const { rows } = await heads(sql`select * from notice where id = ${id} and read_at is null`).execute(ctx.db)
  const [row] = rows
  return row && row.open > 0 ? viewOf(row) : null
}

/** The newest of a kind that its person has not read. */
export async function newestOpen(ctx: Pick<Ctx, 'db'>, staffId: string, kind: NoticeKind): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from notice where staff_id = ${staffId} and kind = ${kind} and bundle is null and read_at is null
    order by at desc limit 1`.execute(ctx.db)
  return rows[0]?.id ?? null
}

export async function unreadCount(ctx: Ctx, staffId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) from notice
    where staff_id = ${staffId} and bundle is null and read_at is null and 'in_page' = any(ways)`.execute(ctx.db)
  return rows[0]?.count ?? 0
}

export type DeliveryRow = { noticeId: string; staffId: string; way: string; result: string; at: Date }

/** The notices and what is known of their way to their people, in one statement. */
export async function insertNotices(tx: Tx, notices: readonly NewRow[], deliveries: readonly DeliveryRow[]) {
  if (notices.length === 0) return
  const rows = notices.map(({ subject, params, ...row }) => ({
    ...row,
    subjectType: subject?.type ?? null,
    subjectId: subject?.id ?? null,
    params: JSON.stringify(params),
  }))
  await tx.db
    .with('told', (db) => db.insertInto('notice').values(rows))
    .insertInto('noticeDelivery')
    .values([...deliveries])
    .execute()
}

/** Answers whether anything was unread. */
export async function markRead(ctx: Ctx, staffId: string, ids?: readonly string[]): Promise<boolean> {
  if (ids?.length === 0) return false
  const { numAffectedRows } = await sql`
    update notice set read_at = ${ctx.clock.now()} where staff_id = ${staffId} and read_at is null
      ${ids ? sql`and (id = any(${ids}::uuid[]) or bundle = any(${ids}::uuid[]))` : sql``}`.execute(ctx.db)
  return (numAffectedRows ?? 0n) > 0n
}

/** Marks what was told about these matters as dealt with; answers whose lists changed. */
export async function settle(
  tx: Tx,
  subjects: readonly NoticeSubject[],
  kinds: readonly NoticeKind[],
): Promise<string[]> {
  const at = tx.clock.now()
  const pairs = sql.join(subjects.map(({ type, id }) => sql`(${type}, ${id}::uuid)`))
  const { rows } = await sql<{ staffId: string; head: string }>`
    update notice set settled_at = ${at}
    where kind = any(${kinds}) and settled_at is null and subject_id = any(${subjects.map(({ id }) => id)}::uuid[])
      and (subject_type, subject_id) in (${pairs})
    returning staff_id, coalesce(bundle, id) as head`.execute(tx.db)
  await closeHeads(tx, rows)
  return [...new Set(rows.map(({ staffId }) => staffId))]
}

/** The person looks at the matter itself: what they were told about it has done its work. Answers whether anything had not. */
export async function settleMine(ctx: Ctx, staffId: string, subjectId: string): Promise<boolean> {
  const { rows } = await sql<{ head: string }>`
    update notice set settled_at = ${ctx.clock.now()}
    where staff_id = ${staffId} and subject_id = ${subjectId} and settled_at is null
    returning coalesce(bundle, id) as head`.execute(ctx.db)
  await closeHeads(ctx, rows)
  return rows.length > 0
}

/** What has nothing open behind it any more counts as read. */
async function closeHeads(ctx: Ctx, heads: readonly { head: string }[]): Promise<void> {
  if (heads.length === 0) return
  await sql`
    update notice as one set read_at = ${ctx.clock.now()}
    where id = any(${heads.map(({ head }) => head)}::uuid[]) and read_at is null
      and settled_at is not null and not exists (select 1 from notice where bundle = one.id and settled_at is null)`.execute(
    ctx.db,
  )
}

/** What the sentence of a notice names: the customer, and what was said last. */
export async function talkOf(tx: Tx, conversationId: string): Promise<{ customer: string; text: string } | undefined> {
  const { rows } = await sql<{ customer: string; text: string }>`
    select customer.display_name as customer, coalesce(conversation.last_message ->> 'preview', '') as text
    from conversation join customer on customer.id = conversation.customer_id where conversation.id = ${conversationId}`.execute(
    tx.db,
  )
  return rows[0]
}

/** Notices that begin with what was taken back keep their sentence and lose the words. */
export async function eraseWords(tx: Tx, conversationId: string, body: string): Promise<void> {
  await sql`
    update notice set params = params || '{"text": ""}' where subject_id = ${conversationId}
      and params ->> 'text' <> '' and starts_with(${body}, params ->> 'text')`.execute(tx.db)
}

/** Old news: notices of a quarter ago, and the way of those of a month ago. */
export async function deleteOld(ctx: Pick<Ctx, 'db'>, before: { notices: Date; deliveries: Date }): Promise<void> {
  await sql`delete from notice_delivery where at < ${before.deliveries}`.execute(ctx.db)
  await sql`delete from notice where at < ${before.notices}`.execute(ctx.db)
}
