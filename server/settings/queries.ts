import { z } from 'zod'
import { localized } from '../../domain/contract.ts'
import type { Locale } from '../../domain/locale.ts'
import type { CompensationLimits } from '../../domain/settings/compensation.ts'
import { type CategoryView, categoryView } from '../../domain/settings/contract.ts'
import { type SiteSettings, siteSettings } from '../../domain/settings/site.ts'
import type { Ctx, Tx } from '../platform/context.ts'
import { remembered } from './memory.ts'

export type Site = {
  id: string
  key: string
  groupId: string
  active: boolean
  settings: SiteSettings
  createdAt: Date
}
export type Centre = {
  id: string
  name: string
  locale: Locale
  timeZone: string
  demo: boolean
  setUpAt: Date
  /** A customer is asked to rate at most once in so many hours. */
  surveyRestHours: number
  /** How much may be given to make good, by role. */
  compensation: CompensationLimits
  /** The highest score that is owed a call-back. */
  lowScore: number
}

const siteColumns = ['id', 'key', 'groupId', 'active', 'settings', 'createdAt'] as const

const siteOf = (row: Omit<Site, 'settings'> & { settings: unknown }): Site => ({
  ...row,
  settings: siteSettings.parse(row.settings),
})

/** The site of an embed code, closed ones included; null when there is none. */
export function siteByKey(ctx: Ctx, key: string): Promise<Site | null> {
  return remembered(ctx, `site key ${key}`, async () => {
    const row = await ctx.db.selectFrom('site').select(siteColumns).where('key', '=', key).executeTakeFirst()
    return row ? siteOf(row) : null
  })
}

export function siteById(ctx: Ctx, id: string): Promise<Site | null> {
  return remembered(ctx, `site ${id}`, async () => {
    const row = await ctx.db.selectFrom('site').select(siteColumns).where('id', '=', id).executeTakeFirst()
    return row ? siteOf(row) : null
  })
}

/** The site with its row held until the transaction ends. */
export async function heldSite(tx: Tx, id: string): Promise<Site | null> {
  const row = await tx.db.selectFrom('site').select(siteColumns).where('id', '=', id).forUpdate().executeTakeFirst()
  return row ? siteOf(row) : null
}

export async function allSites(ctx: Ctx): Promise<Site[]> {
  const rows = await ctx.db.selectFrom('site').select(siteColumns).orderBy('createdAt').orderBy('id').execute()
  return rows.map(siteOf)
}

/** The centre, null before the first set-up. */
export function centre(ctx: Ctx): Promise<Centre | null> {
  return remembered(ctx, 'centre', async () => {
    const row = await ctx.db
      .selectFrom('centre')
      .select(['id', 'name', 'locale', 'timeZone', 'demo', 'setUpAt', 'surveyRestHours', 'lowScore', 'compensation'])
      .executeTakeFirst()
    return row ? { ...row, locale: row.locale as Locale, compensation: row.compensation as CompensationLimits } : null
  })
}

export async function insertCentre(tx: Tx, row: Centre): Promise<void> {
  await tx.db
    .insertInto('centre')
    .values({ ...row, compensation: JSON.stringify(row.compensation) })
    .execute()
}

export async function changeCentre(tx: Tx, change: Partial<Omit<Centre, 'id' | 'demo' | 'setUpAt'>>): Promise<void> {
  const { compensation, ...rest } = change
  const changed = { ...rest, ...(compensation && { compensation: JSON.stringify(compensation) }) }
  await tx.db.updateTable('centre').set(changed).execute()
}

export async function insertSite(tx: Tx, site: Site, identitySecret: Buffer): Promise<void> {
  await tx.db
    .insertInto('site')
    .values({ ...site, settings: JSON.stringify(site.settings), identitySecret })
    .execute()
}

export async function changeSite(
  tx: Tx,
  id: string,
  change: { settings: SiteSettings; active: boolean },
): Promise<void> {
  const { settings, active } = change
  await tx.db
    .updateTable('site')
    .set({ settings: JSON.stringify(settings), groupId: settings.groupId, active })
    .where('id', '=', id)
    .execute()
}

export async function sealedSecret(ctx: Ctx, siteId: string): Promise<Buffer | null> {
  const row = await ctx.db.selectFrom('site').select('identitySecret').where('id', '=', siteId).executeTakeFirst()
  return row?.identitySecret ?? null
}

export async function changeSecret(tx: Tx, siteId: string, identitySecret: Buffer): Promise<void> {
  await tx.db.updateTable('site').set({ identitySecret }).where('id', '=', siteId).execute()
}

const group = z.object({ id: z.string(), name: localized, active: z.boolean() })

/** Groups a site can queue in. */
export async function siteGroups(ctx: Ctx): Promise<z.infer<typeof group>[]> {
  const rows = await ctx.db.selectFrom('staffGroup').select(['id', 'name', 'active']).orderBy('createdAt').execute()
  return rows.map((row) => group.parse(row))
}

const categoryColumns = [
  'id',
  'key',
  'parent',
  'stage',
  'name',
  'defaultGroup',
  'defaultDepartment',
  'defaultUrgency',
  'verifyLevel',
  'position',
  'active',
] as const

const categoryRow = categoryView.extend({ id: z.string() })
export type Category = CategoryView & { id: string }

/** The classification tree, each nature followed by its items in their order. */
export async function categories(ctx: Ctx): Promise<Category[]> {
  const rows = await ctx.db.selectFrom('category').select(categoryColumns).orderBy('position').orderBy('key').execute()
  const all = rows.map((row) => categoryRow.parse(row))
  return all.filter((one) => !one.parent).flatMap((top) => [top, ...all.filter((one) => one.parent === top.key)])
}

/** Whether a conversation can be filed under it: an active item below one of the natures. */
export async function isCategory(ctx: Ctx, key: string): Promise<boolean> {
  const row = await ctx.db.selectFrom('category').select(['parent', 'active']).where('key', '=', key).executeTakeFirst()
  return row !== undefined && row.parent !== null && row.active
}

/** How many of them were new. */
export async function insertCategories(tx: Tx, rows: (Category & { route: string | null })[]): Promise<number> {
  const made = await tx.db
    .insertInto('category')
    .values(rows.map((row) => ({ ...row, name: JSON.stringify(row.name) })))
    .onConflict((key) => key.column('key').doNothing())
    .returning('key')
    .execute()
  return made.length
}

export async function changeCategory(
  tx: Tx,
  key: string,
  change: Partial<Pick<Category, 'name' | 'active' | 'position'>>,
) {
  const { name, ...rest } = change
  await tx.db
    .updateTable('category')
    .set({ ...rest, ...(name && { name: JSON.stringify(name) }) })
    .where('key', '=', key)
    .execute()
}
