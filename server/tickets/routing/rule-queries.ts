import { sql } from 'kysely'
import { z } from 'zod'
import type { Locale, Localized } from '../../../domain/locale.ts'
import { ruleConditions, ruleTarget } from '../../../domain/tickets/routing/contract.ts'
import type { RoutingRule } from '../../../domain/tickets/routing/rules.ts'
import { shippedRules } from '../../../domain/tickets/routing/shipped.ts'
import type { Ctx, Tx } from '../../platform/context.ts'

const kept = z.object({
  id: z.string(),
  name: z.string(),
  position: z.number(),
  active: z.boolean(),
  conditions: ruleConditions,
  target: ruleTarget,
})

/** A centre's own, and what is shipped where the centre has not changed it, in the order in which they are asked. */
export async function routingRules(ctx: Ctx): Promise<RoutingRule[]> {
  const rows = await ctx.db.selectFrom('routingRule').selectAll().orderBy('id').execute()
  const own = rows.map((row) => kept.parse(row) as RoutingRule)
  const changed = new Set(own.map(({ id }) => id))
  const unchanged = shippedRules.filter(({ id }) => !changed.has(id))
  return [...own, ...unchanged].sort((one, other) => one.position - other.position)
}

/** Changes of the rules one after the other: each looks at the others. */
export async function holdRules(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('routing rules'))`.execute(tx.db)
}

/** New, or in the place of what is there. */
export async function writeRule(tx: Tx, { conditions, target, ...rule }: RoutingRule): Promise<void> {
  const row = { ...rule, conditions: JSON.stringify(conditions), target: JSON.stringify(target) }
  await tx.db
    .insertInto('routingRule')
    .values(row)
    .onConflict((same) => same.column('id').doUpdateSet(row))
    .execute()
}

export async function deleteRule(tx: Tx, id: string): Promise<void> {
  await tx.db.deleteFrom('routingRule').where('id', '=', id).execute()
}

type Named = { id: string; name: string }
export type Choices = { people: Named[]; groups: Named[]; departments: Named[] }

/** Whom a rule may name: what is in use, and people who work on tickets. */
export async function choices(ctx: Ctx, locale: Locale): Promise<Choices> {
  type Place = { id: string; name: Localized }
  const { rows } = await sql<{ people: Named[]; groups: Place[]; departments: Place[] }>`
    select coalesce((select json_agg(json_build_object('id', id, 'name', name) order by name) from staff
        where disabled_at is null and roles && '{agent,senior_agent,supervisor}'), '[]') as people,
      coalesce((select json_agg(json_build_object('id', id, 'name', name) order by created_at, id) from staff_group where active), '[]') as groups,
      coalesce((select json_agg(json_build_object('id', id, 'name', name) order by key) from department where active), '[]') as departments`.execute(
    ctx.db,
  )
  const { people, groups, departments } = rows[0] ?? { people: [], groups: [], departments: [] }
  const shown = ({ id, name }: Place) => ({ id, name: name[locale] })
  return { people, groups: groups.map(shown), departments: departments.map(shown) }
}

export type PastCase = {
  no: string
  urgency: string
  nature: string
  category: string
  stage: string
  channel: string
  customerLevel: string | null
  customerTags: string[]
  locale: string
  sentiment: string
  raisers: string[]
  subject: string
  words: string
  /** Where the category sends it, and where it went when it was opened. */
  categoryGroupId: string | null
  wentTo: string | null
}

/** Tickets that were opened since then, newest first, as they were when they were routed. */
export async function pastCases(ctx: Ctx, since: Date, limit: number): Promise<PastCase[]> {
  const { rows } = await sql<PastCase>`
    select t.no, coalesce(made.payload ->> 'urgency', t.urgency) as urgency, t.nature, t.category, t.stage, t.channel, customer.level as customer_level,
      coalesce(customer.tags, '{}') as customer_tags, t.locale, t.sentiment, t.urgency_raisers as raisers, t.subject,
      t.description_customer as words, (made.payload ->> 'groupId')::uuid as went_to,
      (select g.id from category join staff_group g on g.key = category.default_group and g.active where category.key = t.category) as category_group_id
    from ticket t
      left join customer on customer.id = t.customer_id
      left join lateral (select payload from event where subject_id = t.id and kind = 'ticket.created' order by id limit 1) made on true
    where t.created_at >= ${since} and t.state not in ('merged', 'cancelled')
    order by t.created_at desc, t.id desc limit ${limit}`.execute(ctx.db)
  return rows
}
