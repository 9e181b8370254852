import type { z } from 'zod'
import type { Input, Reply } from '../../../domain/contract.ts'
import type { conversationFilter, createView, deleteView, listViews } from '../../../domain/conversations/contract.ts'
import { AppError } from '../../../domain/errors.ts'
import type { Ctx } from '../../platform/context.ts'
import { staffActor } from '../actions.ts'
import { deleteSavedView, insertSavedView, savedViewsFor } from './saved-view-queries.ts'

type StoredFilter = z.output<typeof conversationFilter>

export async function myViews(ctx: Ctx): Promise<Reply<typeof listViews>> {
  const me = staffActor(ctx)
  const rows = await savedViewsFor(ctx, me)
  return {
    items: rows.map((row) => ({
      id: row.id,
      name: row.name,
      shared: row.shared,
      mine: row.staffId === me.id,
      filter: row.filter as StoredFilter,
    })),
  }
}

export async function saveView(ctx: Ctx, input: Input<typeof createView>): Promise<Reply<typeof createView>> {
  const me = staffActor(ctx)
  const id = ctx.clock.newId()
  await insertSavedView(ctx, { id, staffId: me.id, ...input })
  return { id, name: input.name, shared: input.shared, mine: true, filter: input.filter }
}

export async function forgetView(ctx: Ctx, { id }: Input<typeof deleteView>): Promise<{ ok: true }> {
  if (!(await deleteSavedView(ctx, { id, staffId: staffActor(ctx).id }))) throw new AppError('not_found')
  return { ok: true }
}
