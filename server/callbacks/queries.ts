import { type RawBuilder, sql } from 'kysely'
import type { CallbackChannel, CallbackKind, CallbackState, Outcome, Tried } from '../../domain/callbacks/rules.ts'
import type { Staff } from '../../domain/identity/actor.ts'
import { scopesOf } from '../../domain/identity/permissions.ts'
import type { Locale, Localized } from '../../domain/locale.ts'
import type { Ctx, Tx } from '../platform/context.ts'
import type { Cursor } from '../platform/keyset.ts'

export type SubjectType = 'conversation' | 'ticket' | 'customer'
export type CallbackRow = {
  id: string
  kind: CallbackKind
  subjectType: SubjectType
  subjectId: string
  subjectNo: string | null
  customerId: string
  customerNo: string
  customerName: string
  locale: Locale
  ownerId: string | null
  ownerName: string | null
  ownerNo: string | null
  groupId: string | null
  groupName: Localized | null
  state: CallbackState
  createdAt: Date
  dueAt: Date
  nextAt: Date | null
  score: number | null
  scoreNow: number | null
  attempts: number
  firstAttemptAt: Date | null
  result: string
  suggestion: string
  closedAt: Date | null
}

const rows = sql`
  select task.id, task.kind, task.subject_type, task.subject_id, ticket.no as subject_no, task.customer_id, customer.no as customer_no,
    customer.display_name as customer_name, coalesce(conversation.locale, ticket.locale, customer.locale, centre.locale) as locale,
    task.owner_id, owner.name as owner_name, owner.staff_no as owner_no, task.group_id, staff_group.name as group_name,
    task.state, task.created_at, task.due_at, task.next_at, task.score, task.score_now, task.attempts, task.first_attempt_at,
    task.result, task.suggestion, task.closed_at
  from callback_task task join customer on customer.id = task.customer_id cross join centre
  left join conversation on task.subject_type = 'conversation' and conversation.id = task.subject_id
  left join ticket on task.subject_type = 'ticket' and ticket.id = task.subject_id
  left join staff owner on owner.id = task.owner_id left join staff_group on staff_group.id = task.group_id`

/** `canViewCallback` of domain/callbacks as a condition on rows. */
function visibleTo(me: Staff): RawBuilder<unknown> {
  const [view, work] = [scopesOf(me.roles, 'callbacks.view'), scopesOf(me.roles, 'callbacks.work')]
  if (view.includes('masked')) return sql`true`
  const groups = sql`task.group_id = any(${[...me.groupIds]}::uuid[])`
  const own = view.length > 0 ? sql`task.owner_id = ${me.id}` : sql`false`
  if (view.includes('group')) return sql`(${own} or ${groups})`
  return work.length > 0 ? sql`(${own} or (task.owner_id is null and task.state = 'open' and ${groups}))` : own
}

const lists = {
  mine: (me: Staff) => sql`task.state = 'open' and task.owner_id = ${me.id}`,
  group: (me: Staff) => sql`task.state = 'open' and ${visibleTo(me)}`,
  history: (me: Staff) => sql`task.state <> 'open' and ${visibleTo(me)}`,
}
export type ListName = keyof typeof lists
type Page = { list: ListName; cursor: Cursor | undefined; limit: number }

/** What waits by the time it is due, nearest first; what is over, newest first. */
export async function callbackPage(ctx: Ctx, me: Staff, { list, cursor, limit }: Page): Promise<CallbackRow[]> {
  const isHistory = list === 'history'
  const column = isHistory ? sql`task.closed_at` : sql`task.due_at`
  const after = cursor
    ? sql`and (${column}, task.id) ${sql.raw(isHistory ? '<' : '>')} (${cursor.at}::timestamptz, ${cursor.id}::uuid)`
    : sql``
  const way = sql.raw(isHistory ? 'desc' : 'asc')
  const { rows: found } = await sql<CallbackRow>`${rows} where ${lists[list](me)} ${after}
    order by ${column} ${way}, task.id ${way} limit ${limit}`.execute(ctx.db)
  return found
}

export async function openCounts(ctx: Ctx, me: Staff): Promise<{ mine: number; group: number }> {
  const { rows: found } = await sql<{ mine: number; group: number }>`
    select count(*) filter (where task.owner_id = ${me.id})::int as mine, count(*)::int as group
    from callback_task task where ${lists.group(me)}`.execute(ctx.db)
  return found[0] ?? { mine: 0, group: 0 }
}

export async function callbackById(ctx: Ctx, id: string): Promise<CallbackRow | undefined> {
  const { rows: found } = await sql<CallbackRow>`${rows} where task.id = ${id}`.execute(ctx.db)
  return found[0]
}

/** The same with the task held until the transaction ends. */
export async function lockedCallback(tx: Tx, id: string): Promise<CallbackRow | undefined> {
  const { rows: found } = await sql<CallbackRow>`${rows} where task.id = ${id} for update of task`.execute(tx.db)
  return found[0]
}

export type NewCallback = {
  id: string
  kind: CallbackKind
  subjectType: SubjectType
  subjectId: string
  customerId: string
  ownerId: string | null
  groupId: string | null
  createdAt: Date
  dueAt: Date
  score: number | null
}

/** False when this subject has its call-back of the kind already: the unique index decides, whatever runs beside. */
export async function insertCallback(tx: Tx, task: NewCallback): Promise<boolean> {
  const made = await tx.db
    .insertInto('callbackTask')
    .values({ ...task, scoreNow: task.score })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return made !== undefined
}

export type Change = Partial<
  Pick<
    CallbackRow,
    'ownerId' | 'state' | 'dueAt' | 'nextAt' | 'attempts' | 'firstAttemptAt' | 'result' | 'suggestion' | 'closedAt'
  >
>
export async function changeCallback(tx: Tx, id: string, change: Change): Promise<void> {
  await tx.db.updateTable('callbackTask').set(change).where('id', '=', id).execute()
}

/** The call-back of a low score learns what the customer made of it; null when there is nothing new to learn. */
export async function noteScore(tx: Tx, subject: { type: string; id: string }, score: number) {
  const { rows: found } = await sql<{ id: string; before: number }>`
    update callback_task task set score_now = ${score}
    from (select id, score_now from callback_task where subject_type = ${subject.type} and subject_id = ${subject.id}
      and kind = 'low_score' for update) known
    where task.id = known.id and known.score_now <> ${score} returning task.id, known.score_now as before`.execute(
    tx.db,
  )
  return found[0] ?? null
}

export type AttemptRow = { id: string; at: Date; channel: CallbackChannel; outcome: Outcome; note: string }

/** False when the client sent this attempt before. */
export async function insertAttempt(tx: Tx, attempt: AttemptRow & { taskId: string; byId: string }): Promise<boolean> {
  const made = await tx.db
    .insertInto('callbackAttempt')
    .values(attempt)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return made !== undefined
}

/** Whose attempt an id is, when there is one. */
export async function taskOfAttempt(tx: Tx, id: string): Promise<string | undefined> {
  const row = await tx.db.selectFrom('callbackAttempt').select('taskId').where('id', '=', id).executeTakeFirst()
  return row?.taskId
}

export type Attempt = AttemptRow & { byId: string; byName: string; byNo: string; day: string }

/** Oldest first, each with its calendar day in the centre's time zone. */
export async function attemptsOf(ctx: Ctx, taskId: string): Promise<Attempt[]> {
  const { rows: found } = await sql<Attempt>`
    select attempt.id, attempt.at, attempt.channel, attempt.outcome, attempt.note, attempt.by_id, staff.name as by_name,
      staff.staff_no as by_no, to_char(attempt.at at time zone centre.time_zone, 'YYYY-MM-DD') as day
    from callback_attempt attempt join staff on staff.id = attempt.by_id cross join centre
    where attempt.task_id = ${taskId} order by attempt.at, attempt.id`.execute(ctx.db)
  return found
}

export const triedOf = (attempts: readonly Attempt[]): Tried[] => attempts.map(({ outcome, day }) => ({ outcome, day }))

export type About = {
  category: string | null
  summary: string | null
  at: Date | null
  servedBy: { id: string; name: string; staffNo: string } | null
  brand: string
  comment: string | null
  ratedAt: Date | null
}

/** The service a call-back is about, and what the customer said of it. */
export async function aboutOf(ctx: Ctx, { subjectType, subjectId }: CallbackRow): Promise<About> {
  const { rows: found } = await sql<About>`
    select coalesce(ticket.category, conversation.category) as category, coalesce(ticket.subject, conversation.result) as summary,
      coalesce(ticket.created_at, conversation.started_at) as at,
      case when served.id is not null then jsonb_build_object('id', served.id, 'name', served.name, 'staffNo', served.staff_no) end as served_by,
      coalesce(site.settings ->> 'brand', centre.name) as brand, survey.comment, survey.answered_at as rated_at
    from centre
    left join conversation on ${subjectType} = 'conversation' and conversation.id = ${subjectId}
    left join site on site.id = conversation.site_id
    left join ticket on ${subjectType} = 'ticket' and ticket.id = ${subjectId}
    left join survey on survey.subject_type = ${subjectType} and survey.subject_id = ${subjectId}
    left join staff served on served.id = coalesce(survey.staff_id, ticket.assignee_id, conversation.assignee_id)`.execute(
    ctx.db,
  )
  return found[0] as About
}

export type Person = { id: string; roles: string[]; groupIds: string[]; isOnline: boolean }

/** Those who work here and who of them sits at a console. */
export async function peopleOf(ctx: Ctx, where: { ids: readonly string[] } | { groupId: string }): Promise<Person[]> {
  const wanted =
    'ids' in where
      ? sql`staff.id = any(${[...where.ids]}::uuid[])`
      : sql`exists (select 1 from group_member where group_id = ${where.groupId} and staff_id = staff.id)`
  const { rows: found } = await sql<Person>`
    select staff.id, staff.roles, coalesce(presence.connected and presence.state <> 'offline', false) as is_online,
      array(select group_id from group_member where staff_id = staff.id) as group_ids
    from staff left join presence on presence.staff_id = staff.id
    where staff.disabled_at is null and ${wanted} order by staff.id`.execute(ctx.db)
  return found
}

export async function nameOf(ctx: Ctx, customerId: string): Promise<{ name: string; level: string }> {
  const row = await ctx.db
    .selectFrom('customer')
    .select(['displayName', 'level'])
    .where('id', '=', customerId)
    .executeTakeFirst()
  return { name: row?.displayName ?? '', level: row?.level ?? 'standard' }
}
