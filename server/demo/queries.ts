import { sql } from 'kysely'
import type { Ctx } from '../platform/context.ts'

/** People who took customers before the demo company came; the administrator of the first set-up may be one. */
export async function agentsAlready(ctx: Ctx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from staff where roles && '{agent,senior_agent,supervisor}' and disabled_at is null`.execute(ctx.db)
  return rows.map(({ id }) => id)
}

export async function highestStaffNo(ctx: Ctx): Promise<number> {
  const { rows } = await sql<{ highest: number }>`
    select coalesce(max(staff_no::bigint) filter (where staff_no ~ '^[0-9]{1,9}$'), 0)::int as highest from staff`.execute(
    ctx.db,
  )
  return rows[0]?.highest ?? 0
}

/** The customer whom the demo shop signs in, with the orders its order page shows. */
export async function shopCustomer(ctx: Ctx, siteId: string) {
  const customer = await ctx.db
    .selectFrom('customerIdentity')
    .innerJoin('customer', 'customer.id', 'customerIdentity.customerId')
    .select(['customer.id', 'customer.displayName as name', 'customer.level', 'customerIdentity.externalId'])
    .where('customerIdentity.channel', '=', `site:${siteId}`)
    .orderBy('customerIdentity.externalId')
    .limit(1)
    .executeTakeFirst()
  if (!customer) return undefined
  const orders = await ctx.db
    .selectFrom('customerOrder')
    .select(['orderNo', 'status', 'amount', 'items', 'placedAt'])
    .where('customerId', '=', customer.id)
    .orderBy('placedAt', 'desc')
    .limit(20)
    .execute()
  return { ...customer, orders: orders.map((order) => ({ ...order, amount: Number(order.amount) })) }
}
