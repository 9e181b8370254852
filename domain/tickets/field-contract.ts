import { z } from 'zod'
import { byId, done, endpoint, id, line, localized } from '../contract.ts'
import { industries } from './field-presets.ts'
import { fieldKinds } from './fields.ts'
import { natures } from './views.ts'

const label = z.strictObject({ 'zh-CN': line(40), 'zh-TW': line(40), en: line(40) })
const fieldFields = z.strictObject({
  label,
  requiredAt: z.enum(['never', 'creation', 'resolution']),
  /** Only for tickets of this nature; null = all. */
  nature: z.enum(natures).nullable(),
  /** For a choice: what can be chosen. */
  choices: z.array(line(60)).max(50).default([]),
  active: z.boolean(),
})
/** The key stands in every ticket that has a value: neither it nor the kind changes. */
const newField = fieldFields.extend({
  key: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
  kind: z.enum(fieldKinds),
})
export type FieldFields = z.infer<typeof fieldFields>
export type NewField = z.infer<typeof newField>

export const fieldView = newField
  .extend({ id, label: localized, /** How many tickets have a value. */ usedBy: z.number().int() })
  .meta({ id: 'TicketField' })
export type FieldView = z.infer<typeof fieldView>

/** What a form needs to ask for the field. */
const fieldInUse = fieldView.omit({ id: true, usedBy: true, active: true })
export type FieldInUse = z.infer<typeof fieldInUse>

export const listFields = endpoint({
  method: 'GET',
  path: '/api/ticket-fields',
  audience: 'staff',
  permission: 'tickets.view',
  summary: 'Fields of the industry that are in use, in their order',
  reply: z.strictObject({ items: z.array(fieldInUse) }),
})

const settingsPart = { audience: 'staff', permission: 'settings.manage' } as const

export const listFieldSettings = endpoint({
  ...settingsPart,
  method: 'GET',
  path: '/api/settings/ticket-fields',
  summary: 'Fields that the centre added for its industry, in their order, with those that are switched off',
  reply: z.strictObject({ items: z.array(fieldView) }),
})
export const createField = endpoint({
  ...settingsPart,
  method: 'POST',
  path: '/api/settings/ticket-fields',
  summary: 'Add a field; it stands last',
  body: newField,
  reply: fieldView,
  errors: ['invalid_input', 'already_exists'],
})
export const updateField = endpoint({
  ...settingsPart,
  method: 'PUT',
  path: '/api/settings/ticket-fields/:id',
  summary: 'Change a field; values that tickets have stay',
  params: byId,
  body: fieldFields,
  reply: fieldView,
  errors: ['not_found', 'invalid_input'],
})
export const removeField = endpoint({
  ...settingsPart,
  method: 'DELETE',
  path: '/api/settings/ticket-fields/:id',
  summary: 'Remove a field that no ticket has a value of; others are switched off',
  params: byId,
  reply: done,
  errors: ['not_found', 'still_in_use'],
})
export const orderFields = endpoint({
  ...settingsPart,
  method: 'PUT',
  path: '/api/settings/ticket-fields/order',
  summary: 'Put the fields into this order; it must name each of them once',
  body: z.strictObject({ ids: z.array(id).max(200) }),
  reply: done,
  errors: ['stale'],
})
export const addFieldPreset = endpoint({
  ...settingsPart,
  method: 'POST',
  path: '/api/settings/ticket-fields/preset',
  summary: 'Add the fields of an industry; those that are there already stay as they are',
  body: z.strictObject({ industry: z.enum(industries) }),
  reply: z.strictObject({ items: z.array(fieldView), added: z.number().int() }),
})
