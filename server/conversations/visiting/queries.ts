import { type Selectable, sql } from 'kysely'
import type { Locale } from '../../../domain/locale.ts'
import type { VisitorTable } from '../../migrations/db-types.ts'
import type { Ctx, Platform, Tx } from '../../platform/context.ts'

export type VisitorRow = Selectable<VisitorTable>
export type Page = { url: string; title: string; referrer?: string | undefined }

export async function visitorById(ctx: Ctx, id: string): Promise<VisitorRow | undefined> {
  return ctx.db.selectFrom('visitor').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function lockVisitor(tx: Tx, id: string): Promise<VisitorRow | undefined> {
  return tx.db.selectFrom('visitor').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

export async function insertVisitor(
  tx: Tx,
  visitor: Pick<VisitorRow, 'siteId' | 'customerId' | 'tokenHash' | 'identified' | 'locale' | 'userAgent'> & {
    page: Page
  },
): Promise<string> {
  const { page, ...row } = visitor
  const id = tx.clock.newId()
  const now = tx.clock.now()
  await tx.db
    .insertInto('visitor')
    .values({
      id,
      ...row,
      referrer: page.referrer ?? null,
      pageUrl: page.url,
      pageTitle: page.title,
      createdAt: now,
      lastSeenAt: now,
    })
    .execute()
  return id
}

export async function resumeVisitor(
  tx: Tx,
  id: string,
  change: { locale: Locale; page: Page; tokenHash?: Buffer; customerId?: string; identified?: boolean },
): Promise<void> {
  const { page, ...rest } = change
  await tx.db
    .updateTable('visitor')
    .set({ ...rest, pageUrl: page.url, pageTitle: page.title, lastSeenAt: tx.clock.now() })
    .where('id', '=', id)
    .execute()
}

const pagesKept = 50

export async function notePage(ctx: Ctx, visitorId: string, page: Page): Promise<void> {
  const at = ctx.clock.now()
  await ctx.db
    .updateTable('visitor')
    .set({ pageUrl: page.url, pageTitle: page.title, lastSeenAt: at })
    .where('id', '=', visitorId)
    .execute()
  await ctx.db.insertInto('visitorPage').values({ visitorId, url: page.url, title: page.title, at }).execute()
  await sql`delete from visitor_page where visitor_id = ${visitorId} and id <= (
    select id from visitor_page where visitor_id = ${visitorId} order by id desc offset ${pagesKept} limit 1)`.execute(
    ctx.db,
  )
}

export async function touchVisitors(ctx: Ctx, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length > 0) await sql`update visitor set last_seen_at = ${at} where id = any(${ids})`.execute(ctx.db)
}

export async function tokensInUse(platform: Platform, hashes: readonly Buffer[]): Promise<Buffer[]> {
  const { rows } = await sql<{ hash: Buffer }>`
    select token_hash as hash from visitor where token_hash = any(${hashes})`.execute(platform.db)
  return rows.map((row) => row.hash)
}

const seenEnough = "interval '15 seconds'"

/** Who is connected is here; written down no more often than somebody could notice. */
export async function keepVisitors(ctx: Ctx, ids: readonly string[]): Promise<void> {
  const now = ctx.clock.now()
  if (ids.length > 0)
    await sql`update visitor set last_seen_at = ${now} where id = any(${ids}) and last_seen_at < ${now}::timestamptz - ${sql.raw(seenEnough)}`.execute(
      ctx.db,
    )
}

export async function pagesOf(ctx: Ctx, visitorId: string): Promise<{ url: string; title: string; at: Date }[]> {
  return ctx.db
    .selectFrom('visitorPage')
    .select(['url', 'title', 'at'])
    .where('visitorId', '=', visitorId)
    .orderBy('id', 'desc')
    .limit(20)
    .execute()
}

/** The visitor's conversation that is open, or else the newest that ended within the last day. */
export async function currentConversationId(ctx: Ctx, visitorId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from conversation where visitor_id = ${visitorId}
      and (state in ('queued', 'active', 'waiting') or coalesce(ended_at, closed_at) > ${ctx.clock.now()}::timestamptz - interval '24 hours')
    order by state in ('queued', 'active', 'waiting') desc, started_at desc limit 1`.execute(ctx.db)
  return rows[0]?.id ?? null
}

/** What this browser said before it was known belongs to the customer it turned out to be. */
export async function moveConversations(tx: Tx, visitorId: string, customerId: string): Promise<string[]> {
  const rows = await tx.db
    .updateTable('conversation')
    .set({ customerId, revision: sql`revision + 1` })
    .where('visitorId', '=', visitorId)
    .returning('id')
    .execute()
  return rows.map((row) => row.id)
}

export async function customerName(ctx: Ctx, customerId: string): Promise<string> {
  const row = await ctx.db.selectFrom('customer').select('displayName').where('id', '=', customerId).executeTakeFirst()
  return row?.displayName ?? ''
}

export type OpenTalk = { id: string; visitorId: string; pageUrl: string | null; pageTitle: string | null }

/** Of each visitor what is not closed, with the page they are on. */
export async function openConversationsOfVisitors(ctx: Ctx, visitorIds: readonly string[]): Promise<OpenTalk[]> {
  const { rows } = await sql<OpenTalk>`
    select c.id, c.visitor_id, v.page_url, v.page_title from conversation c join visitor v on v.id = c.visitor_id
    where c.visitor_id = any(${visitorIds}) and c.state in ('queued', 'active', 'waiting', 'wrap_up')`.execute(ctx.db)
  return rows
}

/** Notes the order on the visitor's open conversations that do not carry it yet; returns those. */
export async function nameOrder(ctx: Ctx, visitorId: string, orderNo: string): Promise<string[]> {
  const rows = await ctx.db
    .updateTable('conversation')
    .set({ orderNo, revision: sql`revision + 1` })
    .where('visitorId', '=', visitorId)
    .where('state', 'in', ['queued', 'active', 'waiting'])
    .where((where) => where.or([where('orderNo', 'is', null), where('orderNo', '<>', orderNo)]))
    .returning('id')
    .execute()
  return rows.map((row) => row.id)
}
