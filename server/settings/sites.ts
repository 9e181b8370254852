import { isOpenAt } from '../../domain/clocks/calendar.ts'
import type { Input, Reply } from '../../domain/contract.ts'
import { AppError } from '../../domain/errors.ts'
import type * as contract from '../../domain/settings/contract.ts'
import type { SiteView } from '../../domain/settings/contract.ts'
import { type Ctx, transact } from '../platform/context.ts'
import { newToken } from '../platform/crypto.ts'
import { assertMayChange } from './access.ts'
import { createSite, requireGroup, sealSecret } from './actions.ts'
import { tellChange } from './memory.ts'
import { allSites, changeSecret, changeSite, heldSite, type Site, siteGroups } from './queries.ts'

export async function listSites(ctx: Ctx): Promise<Reply<typeof contract.listSites>> {
  const [sites, groups] = await Promise.all([allSites(ctx), siteGroups(ctx)])
  return { items: sites.map((site) => viewOf(ctx, site)), groups }
}

export async function openSite(
  ctx: Ctx,
  input: Input<typeof contract.createSite>,
): Promise<Reply<typeof contract.createSite>> {
  assertMayChange(ctx)
  const { site, identitySecret } = await transact(ctx, (tx) => createSite(tx, input))
  return { site: viewOf(ctx, site), identitySecret }
}

export async function updateSite(
  ctx: Ctx,
  { id, settings, active }: Input<typeof contract.updateSite>,
): Promise<Reply<typeof contract.updateSite>> {
  assertMayChange(ctx)
  const site = await transact(ctx, async (tx): Promise<Site> => {
    const before = await existing(heldSite(tx, id))
    if (settings.groupId !== before.groupId) await requireGroup(tx, settings.groupId)
    await changeSite(tx, id, { settings, active })
    const subject = { type: 'site', id }
    const fields = changedFields(before.settings, settings)
    if (fields.length > 0) tx.record({ subject, kind: 'site.changed', payload: { fields } })
    if (active !== before.active) tx.record({ subject, kind: active ? 'site.reopened' : 'site.closed' })
    tellChange(tx)
    return { ...before, settings, groupId: settings.groupId, active }
  })
  return { site: viewOf(ctx, site) }
}

export async function rotateSiteSecret(
  ctx: Ctx,
  { id }: Input<typeof contract.rotateSiteSecret>,
): Promise<Reply<typeof contract.rotateSiteSecret>> {
  assertMayChange(ctx)
  const identitySecret = newToken()
  const site = await transact(ctx, async (tx) => {
    const found = await existing(heldSite(tx, id))
    await changeSecret(tx, id, sealSecret(tx, id, identitySecret))
    tx.record({ subject: { type: 'site', id }, kind: 'site.secret_rotated' })
    tellChange(tx)
    return found
  })
  return { site: viewOf(ctx, site), identitySecret }
}

async function existing(found: Promise<Site | null>): Promise<Site> {
  const site = await found
  if (!site) throw new AppError('not_found')
  return site
}

function changedFields(before: Site['settings'], after: Site['settings']): string[] {
  const fields = Object.keys(after) as (keyof Site['settings'])[]
  return fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
}

function viewOf(ctx: Ctx, { id, key, active, settings, createdAt }: Site): SiteView {
  return {
    id,
    key,
    active,
    settings,
    embedCode: `<script src="${ctx.platform.publicUrl}/widget.js" data-site="${key}" async></script>`,
    openNow: isOpenAt(settings.hours, ctx.clock.now()),
    createdAt: createdAt.toISOString(),
  }
}
