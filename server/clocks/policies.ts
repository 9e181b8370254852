import type * as contract from '../../domain/clocks/contract.ts'
import type { PolicyFields, PolicyView } from '../../domain/clocks/contract.ts'
import { type ServicePolicy, shippedPolicies } from '../../domain/clocks/policies.ts'
import type { Input, Reply } from '../../domain/contract.ts'
import { AppError } from '../../domain/errors.ts'
import { type Ctx, type Tx, transact } from '../platform/context.ts'
import { assertMayChange } from '../settings/access.ts'
import { requireGroup } from '../settings/actions.ts'
import { categories } from '../settings/queries.ts'
import { deletePolicy, holdLevels, writePolicies } from './level-queries.ts'
import { freshLevels, type ServiceLevels, tellChange } from './levels.ts'

export async function listPolicies(ctx: Ctx): Promise<Reply<typeof contract.listPolicies>> {
  return { items: (await freshLevels(ctx)).policies.map(viewOf) }
}

export async function createPolicy(
  ctx: Ctx,
  { kind, ...fields }: Input<typeof contract.createPolicy>,
): Promise<PolicyView> {
  assertMayChange(ctx)
  return transact(ctx, async (tx) => {
    await holdLevels(tx)
    const levels = await freshLevels(tx)
    await assertKnown(tx, levels, fields)
    const first = Math.min(...levels.policies.filter((one) => one.kind === kind).map((one) => one.position))
    const made = { ...tidy(fields), id: tx.clock.newId(), kind, position: first - 1 }
    await writePolicies(tx, [made])
    return changed(tx, 'service_policy.added', made)
  })
}

export async function updatePolicy(
  ctx: Ctx,
  { id, ...fields }: Input<typeof contract.updatePolicy>,
): Promise<PolicyView> {
  assertMayChange(ctx)
  return transact(ctx, async (tx) => {
    await holdLevels(tx)
    const levels = await freshLevels(tx)
    const before = existing(levels, id)
    await assertKnown(tx, levels, fields)
    const after = { ...before, ...tidy(fields) }
    await writePolicies(tx, [after])
    return changed(tx, 'service_policy.changed', after)
  })
}

export async function removePolicy(
  ctx: Ctx,
  { id }: Input<typeof contract.removePolicy>,
): Promise<Reply<typeof contract.removePolicy>> {
  assertMayChange(ctx)
  return transact(ctx, async (tx) => {
    await holdLevels(tx)
    const { kind } = existing(await freshLevels(tx), id)
    if (isShipped(id)) throw new AppError('still_in_use')
    await deletePolicy(tx, id)
    tx.record({ subject: { type: 'service_policy', id }, kind: 'service_policy.removed', payload: { clock: kind } })
    tellChange(tx)
    return { ok: true }
  })
}

export async function orderPolicies(
  ctx: Ctx,
  { kind, ids }: Input<typeof contract.orderPolicies>,
): Promise<Reply<typeof contract.orderPolicies>> {
  assertMayChange(ctx)
  return transact(ctx, async (tx) => {
    await holdLevels(tx)
    const mine = (await freshLevels(tx)).policies.filter((one) => one.kind === kind)
    // Somebody added one or the screen is old: an order that forgets one is not applied.
    if (
      mine
        .map(({ id }) => id)
        .toSorted()
        .join() !== ids.toSorted().join()
    )
      throw new AppError('stale')
    const ordered = ids.flatMap((id) => mine.filter((one) => one.id === id))
    const moved = ordered.map((policy, index) => ({ ...policy, position: mine[index]?.position ?? policy.position }))
    await writePolicies(tx, moved)
    const [id = ''] = ids
    tx.record({
      subject: { type: 'service_policy', id },
      kind: 'service_policy.reordered',
      payload: { clock: kind, ids },
    })
    tellChange(tx)
    return { ok: true }
  })
}

function existing({ policies }: ServiceLevels, id: string): ServicePolicy {
  const found = policies.find((one) => one.id === id)
  if (!found) throw new AppError('not_found')
  return found
}

/** A condition on what does not exist would never hold, and nobody would see why. */
async function assertKnown(tx: Tx, levels: ServiceLevels, fields: PolicyFields): Promise<void> {
  const { category, calendarId, groupId } = fields
  if (calendarId !== null && !levels.calendars.has(calendarId)) throw new AppError('not_found')
  if (category !== null && !(await categories(tx)).some(({ key }) => key === category)) throw new AppError('not_found')
  if (groupId !== null) await requireGroup(tx, groupId)
}

const tidy = (fields: PolicyFields): PolicyFields => ({
  ...fields,
  reminders: fields.reminders && [...new Set(fields.reminders)].sort((a, b) => a - b),
})

function changed(tx: Tx, kind: string, policy: ServicePolicy): PolicyView {
  const { id, kind: clock, targetMinutes, urgency, calendarId, active } = policy
  const payload = { clock, targetMinutes, urgency, calendarId, active }
  tx.record({ subject: { type: 'service_policy', id }, kind, payload })
  tellChange(tx)
  return viewOf(policy)
}

const isShipped = (id: string) => shippedPolicies.some((one) => one.id === id)

function viewOf({ position: _, reminders, ...policy }: ServicePolicy): PolicyView {
  return { ...policy, reminders: reminders && [...reminders], shipped: isShipped(policy.id) }
}
