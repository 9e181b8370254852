import type { Staff } from '../../../domain/identity/actor.ts'
import type { Ctx } from '../../platform/context.ts'

/** My views, and those shared by people of my groups. */
export async function savedViewsFor(ctx: Ctx, me: Staff) {
  return ctx.db
    .selectFrom('savedView')
    .selectAll()
    .where((where) =>
      where.or([
        where('staffId', '=', me.id),
        where.and([
          where('shared', '=', true),
          where(
            'staffId',
            'in',
            where
              .selectFrom('groupMember')
              .select('staffId')
              .where('groupId', 'in', [...me.groupIds, me.id]),
          ),
        ]),
      ]),
    )
    .orderBy('createdAt')
    .limit(100)
    .execute()
}

export async function insertSavedView(
  ctx: Ctx,
  view: { id: string; staffId: string; name: string; shared: boolean; filter: object },
): Promise<void> {
  await ctx.db
    .insertInto('savedView')
    .values({ ...view, filter: JSON.stringify(view.filter) })
    .execute()
}

export async function deleteSavedView(ctx: Ctx, view: { id: string; staffId: string }): Promise<boolean> {
  const gone = await ctx.db
    .deleteFrom('savedView')
    .where('id', '=', view.id)
    .where('staffId', '=', view.staffId)
    .executeTakeFirst()
  return gone.numDeletedRows > 0n
}
