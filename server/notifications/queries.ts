import { sql } from 'kysely'
import type { NoticeView } from '../../domain/notifications/contract.ts'
import type { NoticeKind, NoticeSubject } from '../../domain/notifications/kinds.ts'
import type { Ctx, Platform, Tx } from '../platform/context.ts'

export type NoticeRow = {
  id: string
  staffId: string
  kind: NoticeView['kind']
  subject: NoticeSubject | null
  params: Record<string, string>
  at: Date
  readAt: Date | null
}

export function noticeView({ id, kind, subject, params, at, readAt }: NoticeRow): NoticeView {
  return { id, kind, subject, params, at: at.toISOString(), readAt: readAt?.toISOString() ?? null }
}

export async function insertNotices(tx: Tx, notices: readonly NoticeRow[]): Promise<void> {
  if (notices.length === 0) return
  const rows = notices.map(({ subject, params, ...row }) => ({
    ...row,
    subjectType: subject?.type ?? null,
    subjectId: subject?.id ?? null,
    params: JSON.stringify(params),
  }))
  await tx.db.insertInto('notice').values(rows).execute()
}

const subjectColumn = sql`case when subject_id is not null
  then jsonb_build_object('type', subject_type, 'id', subject_id) end as subject`

/** Marks what was told about a matter as dealt with; answers whose lists changed. */
export async function settle(
  tx: Tx,
  subjects: readonly NoticeSubject[],
  kinds: readonly NoticeKind[],
): Promise<string[]> {
  const { rows } = await sql<{ staffId: string }>`
    update notice set settled_at = ${tx.clock.now()}, read_at = coalesce(read_at, ${tx.clock.now()})
    where subject_id = any(${subjects.map(({ id }) => id)}::uuid[]) and kind = any(${kinds}) and settled_at is null
      and (subject_type, subject_id) in (${sql.join(subjects.map(({ type, id }) => sql`(${type}, ${id}::uuid)`))})
    returning staff_id`.execute(tx.db)
  return [...new Set(rows.map(({ staffId }) => staffId))]
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

const pageSize = 50

/** Newest first; `before` is the oldest notice already shown. */
export async function noticesOf(ctx: Ctx, staffId: string, before?: string): Promise<NoticeRow[]> {
  const { rows } = await sql<NoticeRow>`
    select id, staff_id, kind, ${subjectColumn}, params, at, read_at from notice
    where staff_id = ${staffId}
      ${before ? sql`and (at, id) < (select at, id from notice where id = ${before} and staff_id = ${staffId})` : sql``}
    order by at desc, id desc limit ${pageSize}`.execute(ctx.db)
  return rows
}

export async function unreadCount(ctx: Ctx, staffId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) from notice where staff_id = ${staffId} and read_at is null`.execute(ctx.db)
  return rows[0]?.count ?? 0
}

export async function markRead(ctx: Ctx, staffId: string, ids?: readonly string[]): Promise<void> {
  if (ids?.length === 0) return
  let update = ctx.db
    .updateTable('notice')
    .set({ readAt: ctx.clock.now() })
    .where('staffId', '=', staffId)
    .where('readAt', 'is', null)
  if (ids) update = update.where('id', 'in', ids)
  await update.execute()
}

/** A push is for people whose console is closed and who asked for it in some browser. */
export async function wantsPush(tx: Tx, staffId: string): Promise<boolean> {
  const { rows } = await sql<{ wants: boolean }>`
    select exists (select 1 from push_subscription where staff_id = ${staffId})
      and not coalesce((select connected from presence where staff_id = ${staffId}), false) as wants`.execute(tx.db)
  return rows[0]?.wants ?? false
}

export type Subscription = { endpoint: string; p256dh: string; auth: string }

/** A browser belongs to whoever signed in there last. */
export async function keepSubscription(ctx: Ctx, staffId: string, { endpoint, p256dh, auth }: Subscription) {
  await ctx.db
    .insertInto('pushSubscription')
    .values({ endpoint, staffId, p256dh, auth })
    .onConflict((conflict) => conflict.column('endpoint').doUpdateSet({ staffId, p256dh, auth }))
    .execute()
}

export async function dropSubscription(ctx: Ctx, staffId: string, endpoint: string): Promise<void> {
  await ctx.db.deleteFrom('pushSubscription').where('endpoint', '=', endpoint).where('staffId', '=', staffId).execute()
}

export async function dropDeadSubscription(platform: Platform, endpoint: string): Promise<void> {
  await platform.db.deleteFrom('pushSubscription').where('endpoint', '=', endpoint).execute()
}

export type Push = NoticeRow & { locale: string; subscriptions: Subscription[] }

/** What a push needs, as long as it is still unread. */
export async function pushOf(platform: Platform, noticeId: string): Promise<Push | undefined> {
  const { rows } = await sql<Push>`
    select notice.id, notice.staff_id, notice.kind, ${subjectColumn}, notice.params, notice.at, notice.read_at, staff.locale,
      coalesce((select jsonb_agg(jsonb_build_object('endpoint', endpoint, 'p256dh', p256dh, 'auth', auth))
        from push_subscription where staff_id = staff.id), '[]') as subscriptions
    from notice join staff on staff.id = notice.staff_id
    where notice.id = ${noticeId} and notice.read_at is null and staff.disabled_at is null`.execute(platform.db)
  return rows[0]
}
