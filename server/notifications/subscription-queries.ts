import { sql } from 'kysely'
import type { Ctx, Platform } from '../platform/context.ts'

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

export type Reader = { locale: string; subscriptions: Subscription[] }

/** To whom a notice speaks, and in which browsers; nobody when its person has left. */
export async function readerOf(platform: Platform, noticeId: string): Promise<Reader | undefined> {
  const { rows } = await sql<Reader>`
    select staff.locale,
      coalesce((select jsonb_agg(jsonb_build_object('endpoint', endpoint, 'p256dh', p256dh, 'auth', auth))
        from push_subscription where staff_id = staff.id), '[]') as subscriptions
    from notice join staff on staff.id = notice.staff_id
    where notice.id = ${noticeId} and staff.disabled_at is null`.execute(platform.db)
  return rows[0]
}
