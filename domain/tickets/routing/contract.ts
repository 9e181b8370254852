import { z } from 'zod'
import { byId, done, endpoint, id, line, localeCode } from '../../contract.ts'
import { namedRef } from '../../conversations/views.ts'
import { urgencies, urgencyRaisers } from '../urgency.ts'
import { natures, sentiments, stages, ticketChannels } from '../views.ts'

const several = <Schema extends z.ZodType>(one: Schema) => z.array(one).max(30).default([])

export const ruleConditions = z.strictObject({
  urgencies: several(z.enum(urgencies)),
  natures: several(z.enum(natures)),
  categories: several(line(80)),
  stages: several(z.enum(stages)),
  channels: several(z.enum(ticketChannels)),
  customerLevels: several(line(40)),
  customerTags: several(line(40)),
  locales: several(localeCode),
  sentiments: several(z.enum(sentiments)),
  raisers: several(z.enum(urgencyRaisers)),
  words: several(line(40)),
})
export const ruleTarget = z.discriminatedUnion('to', [
  z.strictObject({ to: z.literal('group'), groupId: id.nullable() }),
  z.strictObject({ to: z.literal('least_load'), groupId: id.nullable() }),
  z.strictObject({ to: z.literal('seniors'), groupId: id.nullable(), orSupervisor: z.boolean() }),
  z.strictObject({ to: z.literal('supervisor') }),
  z.strictObject({ to: z.literal('department'), departmentId: id }),
  z.strictObject({ to: z.literal('person'), staffId: id }),
  z.strictObject({ to: z.literal('last_contact') }),
])
const ruleFields = z.strictObject({
  name: z.string().trim().max(60).default(''),
  active: z.boolean(),
  conditions: ruleConditions,
  target: ruleTarget,
})
export type RuleFields = z.infer<typeof ruleFields>

export const ruleView = ruleFields
  .extend({
    id,
    /** Came with the product: model 2.4. */
    shipped: z.boolean(),
    /** The name of the group, department or person it goes to. */
    targetName: z.string().nullable(),
  })
  .meta({ id: 'RoutingRule' })
export type RuleView = z.infer<typeof ruleView>

const settingsPart = { audience: 'staff', permission: 'settings.manage' } as const

export const listRoutingRules = endpoint({
  ...settingsPart,
  method: 'GET',
  path: '/api/settings/ticket-routing',
  summary: 'Rules by which new tickets find their people, in the order in which they are asked',
  reply: z.strictObject({
    items: z.array(ruleView),
    /** Whom a rule may name. */
    people: z.array(namedRef),
    groups: z.array(namedRef),
    departments: z.array(namedRef),
  }),
})
export type RoutingRules = z.infer<typeof listRoutingRules.reply>
export const createRoutingRule = endpoint({
  ...settingsPart,
  method: 'POST',
  path: '/api/settings/ticket-routing',
  summary: 'Add a rule; it is asked before the others',
  body: ruleFields,
  reply: ruleView,
  errors: ['invalid_input'],
})
export const updateRoutingRule = endpoint({
  ...settingsPart,
  method: 'PUT',
  path: '/api/settings/ticket-routing/:id',
  summary: 'Change a rule for tickets that are opened from now on',
  params: byId,
  body: ruleFields,
  reply: ruleView,
  errors: ['not_found', 'invalid_input'],
})
export const removeRoutingRule = endpoint({
  ...settingsPart,
  method: 'DELETE',
  path: '/api/settings/ticket-routing/:id',
  summary: 'Remove a rule of your own; shipped ones can be switched off',
  params: byId,
  reply: done,
  errors: ['not_found', 'still_in_use'],
})
export const orderRoutingRules = endpoint({
  ...settingsPart,
  method: 'PUT',
  path: '/api/settings/ticket-routing/order',
  summary: 'Put the rules into this order; it must name each of them once',
  body: z.strictObject({ ids: z.array(id).max(200) }),
  reply: done,
  errors: ['stale'],
})

const place = z.strictObject({ id: id.nullable(), name: z.string() })
export const dryRunRouting = endpoint({
  ...settingsPart,
  method: 'POST',
  path: '/api/ticket-routing/dry-run',
  summary: 'How the tickets of the last days would have gone by these rules; changes nothing',
  body: z.strictObject({
    /** The rules as they would be; absent: as they are. */
    rules: z
      .array(ruleFields.extend({ id: id.optional() }))
      .max(200)
      .optional(),
    days: z.number().int().min(1).max(90).default(14),
  }),
  reply: z.strictObject({
    total: z.number().int(),
    /** Whose group or way of giving it would be another. */
    changed: z.number().int(),
    /** Only the newest were looked at. */
    isShortened: z.boolean(),
    byRule: z.array(z.strictObject({ index: z.number().int().nullable(), count: z.number().int() })),
    byGroup: z.array(z.strictObject({ group: place, before: z.number().int(), after: z.number().int() })),
    /** Without a word of the customer. */
    examples: z.array(
      z.strictObject({
        no: z.string(),
        category: z.string(),
        urgency: z.enum(urgencies),
        before: place,
        after: place,
        index: z.number().int().nullable(),
      }),
    ),
  }),
})
export type DryRun = z.infer<typeof dryRunRouting.reply>
