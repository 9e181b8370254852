import { type Selectable, sql } from 'kysely'
import type { ConversationFacts } from '../../domain/conversations/access.ts'
import type { ConversationState } from '../../domain/conversations/lifecycle.ts'
import type { ConversationTable } from '../migrations/db-types.ts'
import { type Ctx, contextFor, type Platform, type Tx } from '../platform/context.ts'
import { gathered } from '../platform/gather.ts'

export type ConversationRow = Omit<Selectable<ConversationTable>, 'state'> & { state: ConversationState }
/** A conversation's row with what access decisions need. */
export type Loaded = ConversationRow & { participantIds: string[] }

export function factsOf(row: Loaded): ConversationFacts {
  const { id, state, visitorId, groupId, assigneeId, firstResponsibleId, offeredTo, participantIds } = row
  return { id, state, visitorId, groupId, assigneeId, firstResponsibleId, offeredTo, participantIds }
}

export async function loadConversation(ctx: Ctx, id: string): Promise<Loaded | undefined> {
  if (!('record' in ctx)) return loadedTogether(ctx.platform, id)
  const [row] = await loadConversations(ctx, [id])
  return row
}

const loadedTogether = gathered(async (platform: Platform, ids: string[]) => {
  const rows = await loadConversations(contextFor(platform, { kind: 'system' }), [...new Set(ids)])
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id) => byId.get(id))
})

export async function loadConversations(ctx: Ctx, ids: readonly string[]): Promise<Loaded[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Loaded>`
    select conversation.*, array(select staff_id from participant where conversation_id = conversation.id) as participant_ids
    from conversation where id = any(${ids})`.execute(ctx.db)
  return rows
}

/** The same with the row locked: every state change of one conversation happens one after the other. */
export async function lockConversation(tx: Tx, id: string): Promise<Loaded | undefined> {
  const [row] = await lockConversations(tx, [id])
  return row
}

/** In one order, so that two who lock several do not wait for each other. */
export async function lockConversations(tx: Tx, ids: readonly string[]): Promise<Loaded[]> {
  const { rows } = await sql<Loaded>`
    select conversation.*, array(select staff_id from participant where conversation_id = conversation.id) as participant_ids
    from conversation where id = any(${ids}) order by id for update`.execute(tx.db)
  return rows
}

/** Those of these conversations that nobody else holds; they are held now. */
export async function freeConversations(tx: Tx, ids: string[]): Promise<string[]> {
  const free = tx.db.selectFrom('conversation').select('id').where('id', 'in', ids).forUpdate().skipLocked()
  return (await free.execute()).map((row) => row.id)
}

type Change = Partial<Omit<ConversationRow, 'id' | 'revision'>>

export async function changeConversation(tx: Tx, id: string, change: Change): Promise<void> {
  await tx.db
    .updateTable('conversation')
    .set({ ...(change as object), revision: sql`revision + 1` })
    .where('id', '=', id)
    .execute()
}

/** Each is asked of one person until a time. */
export async function markOffered(
  tx: Tx,
  offers: readonly { id: string; staffId: string; until: Date }[],
): Promise<void> {
  await sql`
    update conversation set offered_to = y.staff_id, offered_until = y.until, revision = revision + 1
    from unnest(${offers.map((one) => one.id)}::uuid[], ${offers.map((one) => one.staffId)}::uuid[],
      ${offers.map((one) => one.until)}::timestamptz[]) as y(id, staff_id, until)
    where conversation.id = y.id`.execute(tx.db)
}

/** A new leg in the queue; the present one, if any, ends with `reason`. */
export async function queueLeg(
  tx: Tx,
  leg: { conversationId: string; groupId: string; reason: string },
): Promise<void> {
  const now = tx.clock.now()
  await endLeg(tx, leg.conversationId, leg.reason)
  await tx.db
    .insertInto('assignment')
    .values({ conversationId: leg.conversationId, groupId: leg.groupId, queuedAt: now })
    .execute()
}

export async function assignLeg(
  tx: Tx,
  leg: { conversationId: string; groupId: string | null; staffId: string; reason: string },
): Promise<void> {
  const now = tx.clock.now()
  const taken = await tx.db
    .updateTable('assignment')
    .set({ staffId: leg.staffId, startedAt: now })
    .where('conversationId', '=', leg.conversationId)
    .where('endedAt', 'is', null)
    .where('staffId', 'is', null)
    .executeTakeFirst()
  if (taken.numUpdatedRows > 0n) return
  await endLeg(tx, leg.conversationId, leg.reason)
  await tx.db
    .insertInto('assignment')
    .values({
      conversationId: leg.conversationId,
      groupId: leg.groupId,
      staffId: leg.staffId,
      queuedAt: now,
      startedAt: now,
    })
    .execute()
}

export async function endLeg(tx: Tx, conversationId: string, reason: string): Promise<void> {
  await tx.db
    .updateTable('assignment')
    .set({ endedAt: tx.clock.now(), endReason: reason })
    .where('conversationId', '=', conversationId)
    .where('endedAt', 'is', null)
    .execute()
}

/** How many customers a person serves now; the presence row is locked so that two accepts cannot both take the last place. */
export async function lockLoad(tx: Tx, staffId: string): Promise<{ load: number; capacity: number }> {
  await tx.db.selectFrom('presence').select('staffId').where('staffId', '=', staffId).forUpdate().execute()
  const { rows } = await sql<{ load: number; capacity: number }>`
    select (select count(*) from conversation where assignee_id = staff.id and state in ('active', 'waiting'))::int as load, capacity
    from staff where id = ${staffId}`.execute(tx.db)
  return rows[0] ?? { load: 0, capacity: 0 }
}

export async function addParticipant(tx: Tx, conversationId: string, staffId: string): Promise<void> {
  await tx.db
    .insertInto('participant')
    .values({ conversationId, staffId, joinedAt: tx.clock.now() })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function removeParticipant(tx: Tx, conversationId: string, staffId: string): Promise<boolean> {
  const gone = await tx.db
    .deleteFrom('participant')
    .where('conversationId', '=', conversationId)
    .where('staffId', '=', staffId)
    .executeTakeFirst()
  return gone.numDeletedRows > 0n
}

export async function staffName(ctx: Ctx, id: string): Promise<{ name: string; staffNo: string }> {
  const row = await ctx.db.selectFrom('staff').select(['name', 'staffNo']).where('id', '=', id).executeTakeFirst()
  return row ?? { name: '', staffNo: '' }
}

export async function draftOf(ctx: Ctx, staffId: string, conversationId: string): Promise<string> {
  const row = await ctx.db
    .selectFrom('draft')
    .select('body')
    .where('staffId', '=', staffId)
    .where('conversationId', '=', conversationId)
    .executeTakeFirst()
  return row?.body ?? ''
}

export async function putDraft(
  ctx: Ctx,
  draft: { staffId: string; conversationId: string; body: string },
): Promise<void> {
  if (draft.body === '') {
    await ctx.db
      .deleteFrom('draft')
      .where('staffId', '=', draft.staffId)
      .where('conversationId', '=', draft.conversationId)
      .execute()
    return
  }
  const updatedAt = ctx.clock.now()
  await ctx.db
    .insertInto('draft')
    .values({ ...draft, updatedAt })
    .onConflict((conflict) =>
      conflict.columns(['staffId', 'conversationId']).doUpdateSet({ body: draft.body, updatedAt }),
    )
    .execute()
}
