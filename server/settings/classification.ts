import type { Input, Reply } from '../../domain/contract.ts'
import { AppError } from '../../domain/errors.ts'
import type * as contract from '../../domain/settings/contract.ts'
import type { CategoryView } from '../../domain/settings/contract.ts'
import { type Ctx, transact } from '../platform/context.ts'
import { assertMayChange } from './access.ts'
import { type Category, categories, centre, changeCategory, insertCategories } from './queries.ts'

export async function listCategories(ctx: Ctx): Promise<Reply<typeof contract.listCategories>> {
  return { items: (await categories(ctx)).map(viewOf) }
}

export async function updateCategory(
  ctx: Ctx,
  { key, name, active }: Input<typeof contract.updateCategory>,
): Promise<CategoryView> {
  assertMayChange(ctx)
  return transact(ctx, async (tx) => {
    const before = (await categories(tx)).find((one) => one.key === key)
    if (!before) throw new AppError('not_found')
    // The four natures of SOP 003 二(三) carry the process: they can be renamed, never put away.
    if (before.parent === null && active === false) throw new AppError('still_in_use')
    const change = { ...(name && { name }), ...(active !== undefined && { active }) }
    if (Object.keys(change).length === 0) return viewOf(before)
    await changeCategory(tx, key, change)
    const subject = { type: 'category', id: before.id }
    if (name) tx.record({ subject, kind: 'category.renamed', payload: { key, from: before.name, to: name } })
    if (active !== undefined && active !== before.active) {
      tx.record({ subject, kind: active ? 'category.activated' : 'category.put_away', payload: { key } })
    }
    return viewOf({ ...before, ...change })
  })
}

export async function createCategory(
  ctx: Ctx,
  { key, parent, name }: Input<typeof contract.createCategory>,
): Promise<CategoryView> {
  assertMayChange(ctx)
  return transact(ctx, async (tx) => {
    const all = await categories(tx)
    if (!all.some((one) => one.key === parent && one.parent === null)) throw new AppError('not_found')
    const siblings = all.filter((one) => one.parent === parent)
    const made: Category = {
      id: tx.clock.newId(),
      key: `${parent}.${key}`,
      parent,
      stage: null,
      name,
      defaultGroup: null,
      defaultDepartment: null,
      defaultUrgency: 'normal',
      verifyLevel: 0,
      position: Math.max(-1, ...siblings.map((one) => one.position)) + 1,
      active: true,
    }
    if ((await insertCategories(tx, [{ ...made, route: null }])) === 0) throw new AppError('already_exists')
    tx.record({ subject: { type: 'category', id: made.id }, kind: 'category.added', payload: { key: made.key } })
    return viewOf(made)
  })
}

export async function orderCategories(
  ctx: Ctx,
  { parent, keys }: Input<typeof contract.orderCategories>,
): Promise<Reply<typeof contract.orderCategories>> {
  assertMayChange(ctx)
  await transact(ctx, async (tx) => {
    const all = await categories(tx)
    const siblings = all.filter((one) => one.parent === parent).map((one) => one.key)
    // Somebody added or the screen is old: an order that forgets one is not applied.
    if (siblings.toSorted().join() !== keys.toSorted().join()) throw new AppError('stale')
    for (const [position, key] of keys.entries()) await changeCategory(tx, key, { position })
    const subject = parent ? { type: 'category', id: idOf(all, parent) } : { type: 'centre', id: await centreId(tx) }
    tx.record({ subject, kind: 'category.reordered', payload: { parent, keys } })
  })
  return { ok: true }
}

function idOf(all: Category[], key: string): string {
  const found = all.find((one) => one.key === key)
  if (!found) throw new AppError('not_found')
  return found.id
}

async function centreId(ctx: Ctx): Promise<string> {
  const here = await centre(ctx)
  if (!here) throw new AppError('wrong_state')
  return here.id
}

function viewOf({ id: _, ...view }: Category): CategoryView {
  return view
}
