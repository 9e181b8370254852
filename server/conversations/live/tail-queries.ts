import { sql } from 'kysely'
import type { Ctx } from '../../platform/context.ts'
import type { CommittedEvent } from '../../platform/events.ts'
import type { Mark } from './told.ts'

/** What one look at the log sees: every transaction below `settled` is over, none from `ahead` on has begun. */
export type Horizon = { settled: bigint; ahead: bigint; top: number }

export async function horizon(ctx: Ctx): Promise<Horizon> {
  const { rows } = await sql<{ settled: string; ahead: string; top: number }>`
    select pg_snapshot_xmin(s)::text as settled, pg_snapshot_xmax(s)::text as ahead, coalesce((select max(id) from event), 0) as top
    from pg_current_snapshot() s`.execute(ctx.db)
  const [row] = rows as [{ settled: string; ahead: string; top: number }]
  return { settled: BigInt(row.settled), ahead: BigInt(row.ahead), top: row.top }
}

export type Settled = CommittedEvent & { from?: string }

/** The events of the transactions from `from` up to `to`, each in exactly one such window; `above` spares reading the whole log. */
export async function settledEvents(
  ctx: Ctx,
  { above, from, to }: { above: number; from: bigint; to: bigint },
): Promise<Settled[]> {
  const { rows } = await sql<Omit<Settled, 'subject'> & { subjectType: string; subjectId: string }>`
    select id, at, subject_type, subject_id, kind, from_state as from, actor_type, actor_id, payload from event
    where id > ${above} and tx >= ${String(from)}::xid8 and tx < ${String(to)}::xid8 order by id`.execute(ctx.db)
  return rows.map(({ subjectType, subjectId, ...event }) => ({
    ...event,
    subject: { type: subjectType, id: subjectId },
  }))
}

export async function marksOf(ctx: Ctx, ids: readonly string[]): Promise<(Mark & { id: string })[]> {
  if (ids.length === 0) return []
  return ctx.db
    .selectFrom('conversation')
    .select(['id', 'revision', 'lastSeq as talk', 'lastNoteSeq as note'])
    .where('id', 'in', [...ids])
    .execute()
}

export type Leg = { conversationId: string; groupId: string | null; staffId: string | null }

/** Who had or was offered the conversations through their groups so far. */
export async function legsOf(ctx: Ctx, ids: readonly string[]): Promise<Leg[]> {
  return ctx.db
    .selectFrom('assignment')
    .select(['conversationId', 'groupId', 'staffId'])
    .where('conversationId', 'in', [...ids])
    .execute()
}
