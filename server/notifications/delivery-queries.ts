import { sql } from 'kysely'
import type { deliveryResults, deliveryWays, NoticeView } from '../../domain/notifications/contract.ts'
import type { Ctx, Platform } from '../platform/context.ts'

type Way = (typeof deliveryWays)[number]
type Result = (typeof deliveryResults)[number]

/** What became of a push. */
export async function notePush(platform: Platform, noticeId: string, result: Result): Promise<void> {
  await sql`
    insert into notice_delivery (notice_id, staff_id, way, result, at)
    select id, staff_id, 'push', ${result}, ${platform.clock.now()} from notice where id = ${noticeId}`.execute(
    platform.db,
  )
}

/** Once for each of my notices, however many windows show it. */
export async function noteShown(ctx: Ctx, staffId: string, { ids, way }: { ids: readonly string[]; way: Way }) {
  await sql`
    insert into notice_delivery (notice_id, staff_id, way, result, at)
    select id, staff_id, ${way}, 'shown', ${ctx.clock.now()} from notice
    where staff_id = ${staffId} and id = any(${ids}::uuid[]) and not exists (
      select 1 from notice_delivery where notice_id = notice.id and way = ${way} and result = 'shown')`.execute(ctx.db)
}

type Mine = { noticeId: string; kind: NoticeView['kind']; way: Way; result: Result; at: Date }

export async function deliveriesOf(ctx: Ctx, staffId: string): Promise<Mine[]> {
  const { rows } = await sql<Mine>`
    select notice_id, notice.kind, way, result, delivery.at from notice_delivery delivery
    join notice on notice.id = notice_id where delivery.staff_id = ${staffId} order by delivery.id desc limit 100`.execute(
    ctx.db,
  )
  return rows
}

type Figure = { way: Way; result: Result; count: number; lastAt: Date }

export async function deliveryCounts(ctx: Ctx, since: Date): Promise<Figure[]> {
  const { rows } = await sql<Figure>`
    select way, result, count(*)::int as count, max(at) as last_at from notice_delivery where at >= ${since}
    group by way, result order by way, result`.execute(ctx.db)
  return rows
}
