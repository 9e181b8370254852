import { type RawBuilder, sql } from 'kysely'
import type { ClockKind } from '../../domain/clocks/kinds.ts'
import type { Localized } from '../../domain/locale.ts'
import { addTally, type CountedFigure, noTallies, type Tallies } from '../../domain/reports/tally.ts'
import type { Ctx } from '../platform/context.ts'

/** Groups whose work is shown; null = all of them. */
export type Groups = readonly string[] | null

const inGroups = (column: RawBuilder<unknown>, groups: Groups) =>
  groups ? sql`and ${column} = any(${groups}::uuid[])` : sql``

export type QueueRow = { groupId: string; groupName: Localized; length: number; longestWaitSince: Date | null }

/** A message that was left waits for nobody: it is work, not a queue. */
export async function queues(ctx: Ctx, groups: Groups): Promise<QueueRow[]> {
  const { rows } = await sql<QueueRow>`
    select staff_group.id as group_id, staff_group.name as group_name, count(conversation.id)::int as length,
      min(conversation.queued_at) as longest_wait_since
    from staff_group left join conversation on conversation.group_id = staff_group.id and conversation.state = 'queued'
      and not conversation.left_message
    where staff_group.active ${inGroups(sql`staff_group.id`, groups)}
    group by staff_group.id order by longest_wait_since nulls last, staff_group.key`.execute(ctx.db)
  return rows
}

export async function memberIds(ctx: Ctx, groups: Groups): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct staff.id from staff join group_member on group_member.staff_id = staff.id
    where staff.disabled_at is null ${inGroups(sql`group_member.group_id`, groups)}`.execute(ctx.db)
  return rows.map((row) => row.id)
}

const nearMs = 5 * 60_000

export type LimitRow = {
  conversationId: string
  groupId: string | null
  customerName: string
  assigneeId: string | null
  assigneeName: string | null
  assigneeNo: string | null
  kind: ClockKind
  dueAt: Date
  breached: boolean
}

/** Limits of open work that have passed or are near: a customer 2 minutes into a wait of 30 is no alarm. Nearest first. */
export async function runningLimits(ctx: Ctx, groups: Groups, limit: number): Promise<LimitRow[]> {
  const { rows } = await sql<LimitRow>`
    select conversation.id as conversation_id, conversation.group_id, customer.display_name as customer_name,
      staff.id as assignee_id, staff.name as assignee_name, staff.staff_no as assignee_no,
      clock.kind, clock.due_at, clock.due_at < ${ctx.clock.now()} as breached
    from conversation join clock on clock.subject_id = conversation.id
      and clock.kind in ('auto_welcome', 'agent_greet', 'turn_response', 'queue_limit') and clock.state in ('running', 'breached')
      and clock.due_at < ${new Date(ctx.clock.now().getTime() + nearMs)}
    join customer on customer.id = conversation.customer_id left join staff on staff.id = conversation.assignee_id
    where conversation.state in ('queued', 'active', 'waiting') ${inGroups(sql`conversation.group_id`, groups)}
    order by clock.due_at, conversation.id limit ${limit}`.execute(ctx.db)
  return rows
}

export type OpenCounts = { queued: number; active: number; waiting: number }

export async function openCounts(ctx: Ctx, groups: Groups): Promise<OpenCounts> {
  const { rows } = await sql<OpenCounts>`
    select count(*) filter (where state = 'queued')::int as queued, count(*) filter (where state = 'active')::int as active,
      count(*) filter (where state = 'waiting')::int as waiting
    from conversation where state in ('queued', 'active', 'waiting') ${inGroups(sql`group_id`, groups)}`.execute(ctx.db)
  return rows[0] as OpenCounts
}

/** Midnight in the centre's time zone. */
export async function startOfToday(ctx: Ctx): Promise<Date> {
  const { rows } = await sql<{ start: Date }>`
    select date_trunc('day', ${ctx.clock.now()}::timestamptz, coalesce((select time_zone from centre), 'Asia/Shanghai')) as start`.execute(
    ctx.db,
  )
  return (rows[0] as { start: Date }).start
}

type TallyRow = { hour: Date; figure: CountedFigure; n: number; good: number; total: number; samples: number[] }

const sampledFigures = ['frt'] as const

/** Counts by hour since `from`, keyed by the hour's beginning in ms. Reads the roll-up alone. */
export async function talliesByHour(ctx: Ctx, groups: Groups, from: Date): Promise<Map<number, Tallies>> {
  const where = sql`hour >= ${from} ${inGroups(sql`group_id`, groups)}`
  const { rows } = await sql<TallyRow>`
    select hour, figure, sum(n)::int as n, sum(good)::int as good, sum(total)::bigint as total, '{}'::int[] as samples
    from rollup_hour where ${where} and figure <> all(${[...sampledFigures]}) group by hour, figure
    union all
    select hour, figure, sum(n)::int, sum(good)::int, sum(total)::bigint, coalesce(array_agg(value order by value) filter (where value is not null), '{}')
    from (
      select hour, figure, 0 as n, 0 as good, 0 as total, value from rollup_hour, unnest(samples) as value
      where ${where} and figure = any(${[...sampledFigures]})
      union all
      select hour, figure, n, good, total, null from rollup_hour where ${where} and figure = any(${[...sampledFigures]})
    ) sampled group by hour, figure`.execute(ctx.db)
  const hours = new Map<number, Tallies>()
  for (const { hour, figure, ...tally } of rows) {
    const tallies = hours.get(hour.getTime()) ?? noTallies()
    addTally(tallies, figure, tally)
    hours.set(hour.getTime(), tallies)
  }
  return hours
}

/** Reactions and jobs that wait, and those that were given up. The job tables are there once the queue has started. */
export async function backlogs(ctx: Ctx): Promise<{ outbox: number; deadOutbox: number; failedJobs: number }> {
  const { rows } = await sql<{ outbox: number; deadOutbox: number }>`
    select count(*) filter (where not dead)::int as outbox, count(*) filter (where dead)::int as dead_outbox from outbox`.execute(
    ctx.db,
  )
  const jobs = await sql<{ failed: number }>`select count(*)::int as failed from pgboss.job where state = 'failed'`
    .execute(ctx.db)
    .catch(() => ({ rows: [{ failed: 0 }] }))
  return { ...(rows[0] as { outbox: number; deadOutbox: number }), failedJobs: jobs.rows[0]?.failed ?? 0 }
}
