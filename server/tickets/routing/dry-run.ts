import type { Input, Reply } from '../../../domain/contract.ts'
import type { dryRunRouting } from '../../../domain/tickets/routing/contract.ts'
import { type RuleTarget, rulesFor } from '../../../domain/tickets/routing/rules.ts'
import type { Urgency } from '../../../domain/tickets/urgency.ts'
import type { Ctx } from '../../platform/context.ts'
import { localeOf } from '../words.ts'
import { choices, type PastCase, pastCases, routingRules } from './rule-queries.ts'
import { refuseUnknown } from './rules.ts'

const most = 2000
const shownExamples = 12
const dayMs = 86_400_000

/** How past tickets would have gone: by their group, for who was on shift then is not asked again. Changes nothing. */
export async function dryRun(
  ctx: Ctx,
  { rules: asked, days }: Input<typeof dryRunRouting>,
): Promise<Reply<typeof dryRunRouting>> {
  const named = await choices(ctx, localeOf(ctx.actor))
  for (const rule of asked ?? []) await refuseUnknown(ctx, rule, named)
  const rules = asked ?? (await routingRules(ctx))
  const since = new Date(ctx.clock.now().getTime() - days * dayMs)
  const cases = await pastCases(ctx, since, most + 1)
  const runs = cases.slice(0, most).map((one) => {
    const index = indexOf(rules, one)
    const target = index === null ? null : (rules[index]?.target ?? null)
    return { one, index, after: groupOf(target, one) }
  })
  const moved = runs.filter(({ one, after }) => one.wentTo !== after)
  const names = new Map(named.groups.map(({ id, name }) => [id, name]))
  const place = (id: string | null) => ({ id, name: id === null ? '' : (names.get(id) ?? '') })
  return {
    total: runs.length,
    changed: moved.length,
    isShortened: cases.length > most,
    byRule: counted(runs.map(({ index }) => index)).map(([index, count]) => ({ index, count })),
    byGroup: counted([...runs.map(({ one }) => one.wentTo), ...runs.map(({ after }) => after)]).map(([id]) => ({
      group: place(id),
      before: runs.filter(({ one }) => one.wentTo === id).length,
      after: runs.filter((run) => run.after === id).length,
    })),
    examples: moved.slice(0, shownExamples).map(({ one, index, after }) => ({
      ...{ no: one.no, category: one.category, urgency: one.urgency as Urgency, index },
      ...{ before: place(one.wentTo), after: place(after) },
    })),
  }
}

type Asked = Parameters<typeof rulesFor>[0][number] & { target: RuleTarget }

/** The first that does not depend on who was on shift then. */
function indexOf(rules: readonly Asked[], one: PastCase): number | null {
  const rule = rulesFor(rules, one).find(({ target }) => target.to !== 'last_contact')
  return rule ? rules.indexOf(rule) : null
}

/** Groups without a rule of their own keep what the category says, else where it went. */
function groupOf(target: RuleTarget | null, { categoryGroupId, wentTo }: PastCase): string | null {
  const named = target && 'groupId' in target ? target.groupId : null
  return named ?? categoryGroupId ?? wentTo
}

function counted<T>(list: readonly T[]): [T, number][] {
  const counts = new Map<T, number>()
  for (const one of list) counts.set(one, (counts.get(one) ?? 0) + 1)
  return [...counts].sort(([, one], [, other]) => other - one)
}
