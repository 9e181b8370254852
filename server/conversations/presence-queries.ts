import type { Ctx } from '../platform/context.ts'

export async function isConnected(ctx: Ctx, staffId: string): Promise<boolean> {
  const row = await ctx.db.selectFrom('presence').select('connected').where('staffId', '=', staffId).executeTakeFirst()
  return row?.connected ?? false
}

/** Open conversations of a person, oldest first. */
export async function openConversationsOf(ctx: Ctx, staffId: string): Promise<{ id: string; siteId: string }[]> {
  return ctx.db
    .selectFrom('conversation')
    .select(['id', 'siteId'])
    .where('assigneeId', '=', staffId)
    .where('state', 'in', ['active', 'waiting'])
    .orderBy('startedAt')
    .execute()
}

/** Somebody of the group is there for customers: the window offers to talk rather than to leave a message. */
export async function isSomebodyThere(ctx: Ctx, groupId: string): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('groupMember')
    .innerJoin('presence', 'presence.staffId', 'groupMember.staffId')
    .innerJoin('staff', 'staff.id', 'groupMember.staffId')
    .select('groupMember.staffId')
    .where('groupMember.groupId', '=', groupId)
    .where('staff.disabledAt', 'is', null)
    .where('presence.connected', '=', true)
    .where('presence.state', 'in', ['online', 'busy', 'away'])
    .executeTakeFirst()
  return row !== undefined
}
