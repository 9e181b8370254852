import { type RawBuilder, sql } from 'kysely'
import type { Staff } from '../../../domain/identity/actor.ts'
import type { TicketFilter } from '../../../domain/tickets/lists/list-contract.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Cursor } from '../../platform/keyset.ts'
import { dueKey, type Part, pageParts } from './conditions.ts'

type Order = { key: RawBuilder<unknown>; direction: RawBuilder<unknown>; after: RawBuilder<unknown> }

const newest = { direction: sql`desc`, after: sql`<` }
const orders: Record<TicketFilter['sort'], Order> = {
  activity: { key: sql`t.last_activity_at`, ...newest },
  created: { key: sql`t.created_at`, ...newest },
  due: { key: dueKey, direction: sql`asc`, after: sql`>` },
}

type Page = { filter: TicketFilter; cursor?: Cursor | undefined; limit: number }

/**
 * Ids of one page, by key and never by offset. Each part of the union walks its own index and stops after `limit`; the
 * newest of them all are the page.
 */
export async function ticketPage(ctx: Ctx, me: Staff, { filter, cursor, limit }: Page): Promise<Cursor[]> {
  const { key, direction, after } = orders[filter.sort]
  const beyond = cursor ? sql`and (${key}, t.id) ${after} (${cursor.at}::timestamptz, ${cursor.id}::uuid)` : sql``
  const part = ({ how, where }: Part) => {
    const found = sql`select t.id, ${key} as at from ticket t where ${where} ${beyond}`
    const all = how === 'gathered' ? sql`select * from (${found} offset 0) few` : found
    return sql`(${all} order by at ${direction}, id ${direction} limit ${limit})`
  }
  const parts = pageParts(me, filter, ctx.clock.now())
  if (parts.length === 0) return []
  const { rows } = await sql<Cursor>`
    select id, at from (${sql.join(parts.map(part), sql` union `)}) x
    order by at ${direction}, id ${direction} limit ${limit}`.execute(ctx.db)
  return rows
}

/** How many tickets a filter finds, no further than `limit`. */
export async function ticketCount(ctx: Ctx, me: Staff, { filter, limit }: Page): Promise<number> {
  const parts = pageParts(me, filter, ctx.clock.now())
  if (parts.length === 0) return 0
  const part = ({ where }: Part) => sql`(select t.id from ticket t where ${where} limit ${limit})`
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select id from (${sql.join(parts.map(part), sql` union `)}) x limit ${limit}
    ) y`.execute(ctx.db)
  return rows[0]?.count ?? 0
}

/** The ids a filter finds, in the order of its list. */
export async function ticketIds(ctx: Ctx, me: Staff, page: Page): Promise<string[]> {
  return (await ticketPage(ctx, me, page)).map(({ id }) => id)
}
