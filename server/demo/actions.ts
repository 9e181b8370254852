import type { Ctx } from '../platform/context.ts'
import { transact } from '../platform/context.ts'
import { siteSecret } from '../settings/actions.ts'
import { allSites, centre, changeSite, type Site } from '../settings/queries.ts'
import { companyName } from './people.ts'
import { shopCustomer } from './queries.ts'

export type ShopFacts = {
  siteKey: string
  siteSecret: string
  customer: NonNullable<Awaited<ReturnType<typeof shopCustomer>>>
}

/** What the demo shop's own server would know; null where there is no demo company. */
export async function shopFacts(ctx: Ctx): Promise<ShopFacts | null> {
  const site = await demoSite(ctx)
  const customer = site && (await shopCustomer(ctx, site.id))
  if (!customer) return null
  return { siteKey: site.key, siteSecret: await siteSecret(ctx, site.id), customer }
}

/** The shop may have another port at this start than when the company was founded. */
export async function allowShopOrigins(ctx: Ctx, origins: readonly string[]): Promise<void> {
  await transact(ctx, async (tx) => {
    const site = await demoSite(tx)
    const missing = site ? origins.filter((one) => !site.settings.allowedOrigins.includes(one)) : []
    if (!site || missing.length === 0) return
    const allowedOrigins = [...missing, ...site.settings.allowedOrigins].slice(0, 50)
    await changeSite(tx, site.id, { settings: { ...site.settings, allowedOrigins }, active: site.active })
    tx.record({ subject: { type: 'site', id: site.id }, kind: 'site.changed', payload: { fields: ['allowedOrigins'] } })
  })
}

async function demoSite(ctx: Ctx): Promise<Site | null> {
  if (!(await centre(ctx))?.demo) return null
  const sites = await allSites(ctx)
  return sites.find(({ settings }) => settings.name === companyName) ?? sites[0] ?? null
}
