import type { Input, Reply } from '../../../domain/contract.ts'
import { AppError } from '../../../domain/errors.ts'
import type * as contract from '../../../domain/tickets/routing/contract.ts'
import type { RuleFields, RuleView } from '../../../domain/tickets/routing/contract.ts'
import type { RoutingRule, RuleTarget } from '../../../domain/tickets/routing/rules.ts'
import { isShippedRule } from '../../../domain/tickets/routing/shipped.ts'
import { type Ctx, type Platform, type Tx, transact } from '../../platform/context.ts'
import { assertMayChange } from '../../settings/access.ts'
import { categories } from '../../settings/queries.ts'
import { localeOf } from '../words.ts'
import { type Choices, choices, deleteRule, holdRules, routingRules, writeRule } from './rule-queries.ts'

const keepMs = 2000
const topic = 'settings.changed'
type Memory = { kept: { until: number; rules: readonly RoutingRule[] } | null }
const memories = new WeakMap<Platform, Memory>()

function memoryOf(platform: Platform): Memory {
  const known = memories.get(platform)
  if (known) return known
  const made: Memory = { kept: null }
  memories.set(platform, made)
  platform.hints.subscribe((hint) => {
    if (hint.topic === topic) made.kept = null
  })
  return made
}

/** As at most 2 s ago: they change a few times a year, and every ticket asks for them. */
export async function currentRules(ctx: Ctx): Promise<readonly RoutingRule[]> {
  const memory = memoryOf(ctx.platform)
  const now = ctx.clock.now().getTime()
  const { kept } = memory
  if (kept && kept.until > now && kept.until <= now + keepMs) return kept.rules
  const rules = await routingRules(ctx)
  memory.kept = { until: now + keepMs, rules }
  return rules
}

export async function listRules(ctx: Ctx): Promise<Reply<typeof contract.listRoutingRules>> {
  const named = await choices(ctx, localeOf(ctx.actor))
  return { items: (await routingRules(ctx)).map((rule) => viewOf(rule, named)), ...named }
}

export function createRule(ctx: Ctx, fields: RuleFields): Promise<RuleView> {
  return change(ctx, async (tx, rules, named) => {
    await refuseUnknown(tx, fields, named)
    const first = Math.min(...rules.map(({ position }) => position))
    const made = { ...fields, id: tx.clock.newId(), position: first - 1 }
    await writeRule(tx, made)
    return changed(tx, 'routing_rule.added', made, named)
  })
}

export function updateRule(ctx: Ctx, { id, ...fields }: { id: string } & RuleFields): Promise<RuleView> {
  return change(ctx, async (tx, rules, named) => {
    const before = existing(rules, id)
    await refuseUnknown(tx, fields, named)
    const after = { ...before, ...fields }
    await writeRule(tx, after)
    return changed(tx, 'routing_rule.changed', after, named)
  })
}

export function removeRule(ctx: Ctx, { id }: { id: string }): Promise<{ ok: true }> {
  return change(ctx, async (tx, rules) => {
    existing(rules, id)
    if (isShippedRule(id)) throw new AppError('still_in_use')
    await deleteRule(tx, id)
    tx.record({ subject: { type: 'routing_rule', id }, kind: 'routing_rule.removed' })
    return { ok: true }
  })
}

export function orderRules(ctx: Ctx, { ids }: Input<typeof contract.orderRoutingRules>): Promise<{ ok: true }> {
  return change(ctx, async (tx, rules) => {
    const known = rules.map(({ id }) => id).toSorted()
    // Somebody added one or the screen is old: an order that forgets one is not applied.
    if (known.join() !== ids.toSorted().join()) throw new AppError('stale')
    const ordered = ids.flatMap((id) => rules.filter((one) => one.id === id))
    for (const [index, rule] of ordered.entries()) await writeRule(tx, { ...rule, position: index })
    const [id = ''] = ids
    tx.record({ subject: { type: 'routing_rule', id }, kind: 'routing_rule.reordered', payload: { ids } })
    return { ok: true }
  })
}

function change<T>(ctx: Ctx, work: (tx: Tx, rules: RoutingRule[], named: Choices) => Promise<T>): Promise<T> {
  assertMayChange(ctx)
  return transact(ctx, async (tx) => {
    await holdRules(tx)
    const answer = await work(tx, await routingRules(tx), await choices(tx, localeOf(tx.actor)))
    tx.afterCommit(() => tx.platform.hints.publish({ topic }))
    return answer
  })
}

function existing(rules: readonly RoutingRule[], id: string): RoutingRule {
  const found = rules.find((one) => one.id === id)
  if (!found) throw new AppError('not_found')
  return found
}

/** A rule on what does not exist would never hold, or send work to nobody, and nobody would see why. */
export async function refuseUnknown(ctx: Ctx, { conditions, target }: RuleFields, named: Choices): Promise<void> {
  const known = new Set((await categories(ctx)).map(({ key }) => key))
  const unknown = conditions.categories.some((key) => !known.has(key))
  const nowhere = idOf(target) !== null && nameOf(target, named) === null
  if (!unknown && !nowhere) return
  const fault = 'unknown' as const
  throw new AppError('invalid_input', {}, { ...(unknown && { categories: fault }), ...(nowhere && { target: fault }) })
}

function idOf(target: RuleTarget): string | null {
  if ('groupId' in target) return target.groupId
  if (target.to === 'department') return target.departmentId
  return target.to === 'person' ? target.staffId : null
}

function nameOf(target: RuleTarget, { people, groups, departments }: Choices): string | null {
  const list = 'groupId' in target ? groups : target.to === 'department' ? departments : people
  return list.find(({ id }) => id === idOf(target))?.name ?? null
}

function changed(tx: Tx, kind: string, rule: RoutingRule, named: Choices): RuleView {
  const { active, target } = rule
  tx.record({ subject: { type: 'routing_rule', id: rule.id }, kind, payload: { active, target } })
  return viewOf(rule, named)
}

function viewOf({ position: _, ...rule }: RoutingRule, named: Choices): RuleView {
  const conditions = rule.conditions as RuleView['conditions']
  return { ...rule, conditions, shipped: isShippedRule(rule.id), targetName: nameOf(rule.target, named) }
}
