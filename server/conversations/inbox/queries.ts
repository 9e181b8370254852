import { type RawBuilder, sql } from 'kysely'
import type { Staff } from '../../../domain/identity/actor.ts'
import { scopesOf } from '../../../domain/identity/permissions.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Cursor } from '../../platform/keyset.ts'

export type Filter = {
  list: 'mine' | 'queue' | 'group' | 'all' | 'closed'
  state?: string | undefined
  groupId?: string | undefined
  assigneeId?: string | undefined
  siteId?: string | undefined
  category?: string | undefined
  urgency?: string | undefined
  unread?: 'yes' | undefined
}

/** The same rule as `canView` (domain/conversations/access), as a condition on rows of `c`; the access test holds both together. */
export function visibleTo(me: Staff): RawBuilder<boolean> {
  const scopes = scopesOf(me.roles, 'conversations.view')
  const own = sql<boolean>`(c.assignee_id = ${me.id} or c.first_responsible_id = ${me.id} or c.offered_to = ${me.id}
    or exists (select from participant p where p.conversation_id = c.id and p.staff_id = ${me.id}))`
  const inGroup = sql<boolean>`c.group_id = any(${me.groupIds as string[]}::uuid[])`
  if (scopes.includes('group')) return sql<boolean>`(${inGroup} or ${own})`
  if (scopes.includes('own')) return sql<boolean>`(${own} or (c.state = 'queued' and ${inGroup}))`
  return sql<boolean>`false`
}

const openStates = sql.raw("('queued', 'active', 'waiting', 'wrap_up')")

function listCondition(me: Staff, list: Filter['list']): RawBuilder<boolean> {
  switch (list) {
    case 'mine':
      return sql<boolean>`(c.assignee_id = ${me.id} and c.state in ('active', 'waiting', 'wrap_up') or c.offered_to = ${me.id} and c.state = 'queued'
        or c.state in ('active', 'waiting') and exists (select from participant p where p.conversation_id = c.id and p.staff_id = ${me.id}))`
    case 'queue':
      return sql<boolean>`(c.state = 'queued' and (c.group_id = any(${me.groupIds as string[]}::uuid[]) or c.offered_to = ${me.id}))`
    case 'group':
      return sql<boolean>`(c.state in ${openStates} and c.group_id = any(${me.groupIds as string[]}::uuid[]))`
    case 'all':
      return sql<boolean>`c.state in ${openStates}`
    case 'closed':
      return sql<boolean>`c.state in ('closed', 'abandoned')`
  }
}

function filterCondition(filter: Filter): RawBuilder<boolean> {
  const parts: RawBuilder<boolean>[] = [sql<boolean>`true`]
  if (filter.state) parts.push(sql<boolean>`c.state = ${filter.state}`)
  if (filter.groupId) parts.push(sql<boolean>`c.group_id = ${filter.groupId}`)
  if (filter.assigneeId) parts.push(sql<boolean>`c.assignee_id = ${filter.assigneeId}`)
  if (filter.siteId) parts.push(sql<boolean>`c.site_id = ${filter.siteId}`)
  if (filter.category) parts.push(sql<boolean>`c.category = ${filter.category}`)
  if (filter.urgency) parts.push(sql<boolean>`c.urgency = ${filter.urgency}`)
  if (filter.unread) parts.push(sql<boolean>`c.unread > 0`)
  return sql<boolean>`(${sql.join(parts, sql` and `)})`
}

/** Ids of one page: the queue by waiting time, everything else by newest activity; paged by key, never by offset. */
export async function conversationPage(
  ctx: Ctx,
  me: Staff,
  page: { filter: Filter; cursor?: Cursor | undefined; limit: number },
): Promise<{ id: string; at: Date }[]> {
  const { filter, cursor, limit } = page
  const queue = filter.list === 'queue'
  const column = sql.raw(queue ? 'c.queued_at' : 'c.last_activity_at')
  const after = cursor
    ? sql`and (${column}, c.id) ${sql.raw(queue ? '>' : '<')} (${cursor.at}::timestamptz, ${cursor.id}::uuid)`
    : sql``
  const direction = sql.raw(queue ? 'asc' : 'desc')
  const { rows } = await sql<{ id: string; at: Date }>`
    select c.id, ${column} as at from conversation c
    where ${visibleTo(me)} and ${listCondition(me, filter.list)} and ${filterCondition(filter)} ${after}
    order by ${column} ${direction}, c.id ${direction} limit ${limit}`.execute(ctx.db)
  return rows
}

export async function conversationCounts(
  ctx: Ctx,
  me: Staff,
): Promise<{ mine: number; queue: number; group: number; all: number }> {
  const count = (list: Filter['list']) => sql`count(*) filter (where ${listCondition(me, list)})::int`
  const { rows } = await sql<{ mine: number; queue: number; group: number; all: number }>`
    select ${count('mine')} as mine, ${count('queue')} as queue, ${count('group')} as "group", ${count('all')} as "all"
    from conversation c where c.state in ${openStates} and ${visibleTo(me)}`.execute(ctx.db)
  return rows[0] ?? { mine: 0, queue: 0, group: 0, all: 0 }
}

export async function earlierConversations(
  ctx: Ctx,
  me: Staff,
  of: { customerId: string; exceptId: string },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select c.id from conversation c where c.customer_id = ${of.customerId} and c.id <> ${of.exceptId} and ${visibleTo(me)}
    order by c.started_at desc limit 20`.execute(ctx.db)
  return rows.map((row) => row.id)
}

export type Hit = { conversationId: string; seq: number; stream: 'talk' | 'note'; body: string; at: Date }

/** Messages with all the words, newest first, among the newest matches: ranking reads every match, so it is bounded. */
export async function messagesWith(
  ctx: Ctx,
  me: Staff,
  search: { words: readonly string[]; limit: number },
): Promise<Hit[]> {
  const query = search.words.map((word) => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`).join(' & ')
  const { rows } = await sql<Hit>`
    select m.conversation_id, m.seq, m.stream, m.body, m.at from message m join conversation c on c.id = m.conversation_id
    where m.words @@ ${query}::tsquery and m.recalled_at is null and ${visibleTo(me)} order by m.at desc limit ${search.limit}`.execute(
    ctx.db,
  )
  return rows
}
