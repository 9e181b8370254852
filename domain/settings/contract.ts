import { z } from 'zod'
import { byId, done, endpoint, id, instant, line, localeCode, localized } from '../contract.ts'
import { timeZone } from './hours.ts'
import { siteSettings } from './site.ts'

export const siteView = z.strictObject({
  id,
  key: z.string(),
  active: z.boolean(),
  settings: siteSettings,
  /** What the shop pastes into its page. */
  embedCode: z.string(),
  openNow: z.boolean(),
  createdAt: instant,
})
export type SiteView = z.infer<typeof siteView>

/** Shown once: whoever has it can sign in as any customer of this site. */
const withSecret = z.strictObject({ site: siteView, identitySecret: z.string() })

const settingsPart = { audience: 'staff', permission: 'settings.manage' } as const

export const listSites = endpoint({
  ...settingsPart,
  method: 'GET',
  path: '/api/settings/sites',
  summary: 'All sites with their settings and embed codes',
  reply: z.strictObject({
    items: z.array(siteView),
    groups: z.array(z.strictObject({ id, name: localized, active: z.boolean() })),
  }),
})
export const createSite = endpoint({
  ...settingsPart,
  method: 'POST',
  path: '/api/settings/sites',
  summary: 'Open a site; everything but name, group and origins starts from defaults',
  body: siteSettings.pick({ name: true, groupId: true, allowedOrigins: true }),
  reply: withSecret,
})
export const updateSite = endpoint({
  ...settingsPart,
  method: 'PUT',
  path: '/api/settings/sites/:id',
  summary: 'Change all settings of a site, or close and open it',
  params: byId,
  body: z.strictObject({ settings: siteSettings, active: z.boolean() }),
  reply: z.strictObject({ site: siteView }),
})
export const rotateSiteSecret = endpoint({
  ...settingsPart,
  method: 'POST',
  path: '/api/settings/sites/:id/secret',
  summary: 'Make a new identity secret and show it once; tokens signed with the old one stop working at once',
  params: byId,
  reply: withSecret,
})
const centreFields = z.strictObject({ name: line(80), locale: localeCode, timeZone })
/** Asking customers how it was: hours in which nobody is asked twice (0 = no rest), and the highest score that counts as low. */
const surveyFields = z.strictObject({
  surveyRestHours: z.number().int().min(0).max(720),
  lowScore: z.number().int().min(1).max(4),
})
/** How much may be given to make good, by role, in the centre's currency (domain/model 2.5 "compensation"). */
const limit = z.number().int().min(0).max(9_999_999)
const compensationFields = z.strictObject({
  compensation: z.strictObject({ agent: limit, senior: limit, supervisor: limit }),
})
export const centreView = centreFields.extend({
  ...surveyFields.shape,
  ...compensationFields.shape,
  demo: z.boolean(),
  setUpAt: instant,
})
export type CentreView = z.infer<typeof centreView>

export const getCentre = endpoint({
  ...settingsPart,
  method: 'GET',
  path: '/api/settings/centre',
  summary: 'Name, language and time zone of the centre, when customers are asked to rate, and limits of compensation',
  reply: centreView,
})
export const updateCentre = endpoint({
  ...settingsPart,
  method: 'PUT',
  path: '/api/settings/centre',
  summary:
    'Change name, language or time zone of the centre, when customers are asked to rate, or limits of compensation',
  body: centreFields.extend({ ...surveyFields.partial().shape, ...compensationFields.partial().shape }),
  reply: centreView,
})

export const categoryView = z.strictObject({
  key: z.string(),
  /** Null for the four natures of SOP 003. */
  parent: z.string().nullable(),
  stage: z.string().nullable(),
  name: localized,
  defaultGroup: z.string().nullable(),
  defaultDepartment: z.string().nullable(),
  defaultUrgency: z.enum(['normal', 'urgent', 'critical']),
  verifyLevel: z.number().int(),
  position: z.number().int(),
  active: z.boolean(),
})
export type CategoryView = z.infer<typeof categoryView>

export const listCategories = endpoint({
  method: 'GET',
  path: '/api/categories',
  audience: 'staff',
  summary: 'The classification tree in its order, inactive items included (SOP 003 二(三))',
  reply: z.strictObject({ items: z.array(categoryView) }),
})
const byKey = z.strictObject({ key: z.string().max(80) })
const name = z.strictObject({ 'zh-CN': line(60), 'zh-TW': line(60), en: line(60) })
export const updateCategory = endpoint({
  ...settingsPart,
  method: 'PATCH',
  path: '/api/settings/categories/:key',
  summary: 'Rename, activate or put away a category; its key never changes',
  params: byKey,
  body: z.strictObject({ name: name.optional(), active: z.boolean().optional() }),
  reply: categoryView,
})
export const createCategory = endpoint({
  ...settingsPart,
  method: 'POST',
  path: '/api/settings/categories',
  summary: 'Add a category under one of the natures',
  body: z.strictObject({
    key: z
      .string()
      .regex(/^[a-z][a-z0-9_]*$/)
      .max(40),
    parent: z.string().max(40),
    name,
  }),
  reply: categoryView,
  errors: ['already_exists', 'not_found'],
})
export const orderCategories = endpoint({
  ...settingsPart,
  method: 'PUT',
  path: '/api/settings/categories/order',
  summary: 'Put the categories of one parent into this order; it must name each of them once',
  body: z.strictObject({ parent: z.string().max(80).nullable(), keys: z.array(z.string().max(80)).max(200) }),
  reply: done,
  errors: ['stale'],
})
