import { AppError } from '../../domain/errors.ts'
import type { Locale } from '../../domain/locale.ts'
import { compensationLimits } from '../../domain/settings/compensation.ts'
import type { SiteSettings } from '../../domain/settings/site.ts'
import { siteWithDefaults } from '../../domain/settings/site-defaults.ts'
import { inviteRestHours, lowScore } from '../../domain/surveys/rules.ts'
import type { Ctx, Tx } from '../platform/context.ts'
import { newToken } from '../platform/crypto.ts'
import { shippedClassification } from './content.ts'
import { tellChange } from './memory.ts'
import {
  type Category,
  type Centre,
  categories,
  centre,
  insertCategories,
  insertCentre,
  insertSite,
  type Site,
  sealedSecret,
  siteGroups,
} from './queries.ts'

/** Names the centre, once, at the first set-up. */
export async function createCentre(
  tx: Tx,
  input: { name: string; locale: Locale; timeZone: string; demo: boolean },
): Promise<Centre> {
  if (await centre(tx)) throw new AppError('already_set_up')
  const survey = { surveyRestHours: inviteRestHours, lowScore, compensation: compensationLimits }
  const made: Centre = { ...input, ...survey, id: tx.clock.newId(), setUpAt: tx.clock.now() }
  await insertCentre(tx, made)
  tx.record({ subject: { type: 'centre', id: made.id }, kind: 'centre.set_up' })
  tellChange(tx)
  return made
}

type NewSite = Pick<SiteSettings, 'name' | 'groupId'> & Partial<SiteSettings> & { key?: string }

/** Opens a site; what is not said is filled in. The secret leaves the server here and at rotation only. */
export async function createSite(tx: Tx, { key, ...wanted }: NewSite): Promise<{ site: Site; identitySecret: string }> {
  const here = await centre(tx)
  if (!here) throw new AppError('wrong_state')
  await requireGroup(tx, wanted.groupId)
  const site: Site = {
    id: tx.clock.newId(),
    key: key ?? newSiteKey(),
    groupId: wanted.groupId,
    active: true,
    settings: siteWithDefaults(wanted, here),
    createdAt: tx.clock.now(),
  }
  const identitySecret = newToken()
  await insertSite(tx, site, sealSecret(tx, site.id, identitySecret))
  tx.record({ subject: { type: 'site', id: site.id }, kind: 'site.opened', payload: { key: site.key } })
  tellChange(tx)
  return { site, identitySecret }
}

const newSiteKey = () => newToken().replace(/[-_]/g, '').slice(0, 20)

const place = (siteId: string) => `site.identity_secret:${siteId}`

export const sealSecret = (ctx: Ctx, siteId: string, secret: string): Buffer =>
  ctx.platform.sealer.seal(secret, place(siteId))

/** The HS256 secret with which the shop signs its own customers in. */
export async function siteSecret(ctx: Ctx, siteId: string): Promise<string> {
  const sealed = await sealedSecret(ctx, siteId)
  if (!sealed) throw new AppError('not_found')
  return ctx.platform.sealer.open(sealed, place(siteId))
}

export async function requireGroup(ctx: Ctx, groupId: string): Promise<void> {
  const found = (await siteGroups(ctx)).find((one) => one.id === groupId)
  if (!found?.active) throw new AppError('group_closed')
}

/** Adds the shipped categories that are not there yet; what was renamed or put away stays so. */
export async function seedCategories(tx: Tx): Promise<void> {
  const shipped = shippedClassification()
  const known = new Set((await categories(tx)).map((one) => one.key))
  const natures = shipped.level1.map(({ key, name }, position): Category & { route: null } => ({
    ...nature,
    id: tx.clock.newId(),
    key,
    name,
    position,
    route: null,
  }))
  const items = shipped.items.map((item, position) => ({
    id: tx.clock.newId(),
    key: item.key,
    parent: item.parent,
    stage: item.stage,
    name: item.name,
    defaultGroup: item.default_group,
    defaultDepartment: item.default_department,
    defaultUrgency: item.default_urgency,
    verifyLevel: item.verify_level,
    route: item.route,
    position,
    active: item.active,
  }))
  const missing = [...natures, ...items].filter((one) => !known.has(one.key))
  if (missing.length === 0) return
  await insertCategories(tx, missing)
  for (const one of missing) {
    tx.record({ subject: { type: 'category', id: one.id }, kind: 'category.added', payload: { key: one.key } })
  }
}

const nature = {
  parent: null,
  stage: null,
  defaultGroup: null,
  defaultDepartment: null,
  defaultUrgency: 'normal',
  verifyLevel: 0,
  active: true,
} as const
