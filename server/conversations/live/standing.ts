import { type Ctx, contextFor, type Platform } from '../../platform/context.ts'
import type { Hub } from '../../platform/live/hub.ts'
import { wallView } from '../../reports/queries.ts'
import { siteById } from '../../settings/queries.ts'
import { isSomebodyThere } from '../presence-queries.ts'
import { later } from './later.ts'

const topicOf = 'site:'

/** Tells the open windows of each site when its first agent arrives or its last one leaves; at most once a second. */
export function openTeller(ctx: Ctx, hub: Hub): () => void {
  const known = new Map<string, boolean>()
  return later(1000, async () => {
    const here = hub.topics(topicOf)
    for (const siteId of [...known.keys()]) if (!here.includes(siteId)) known.delete(siteId)
    for (const siteId of here) {
      const site = await siteById(ctx, siteId)
      const open = site !== null && (await isSomebodyThere(ctx, site.groupId))
      if (known.get(siteId) === open) continue
      known.set(siteId, open)
      hub.send(`${topicOf}${siteId}`, { type: 'open', open })
    }
  })
}

/** Each watcher gets the wall of their own groups. */
export async function tellWallWatchers(platform: Platform, hub: Hub): Promise<void> {
  for (const socket of hub.on('wall')) {
    const ctx = contextFor(platform, socket.actor)
    socket.send({ type: 'wall', wall: await wallView(ctx) })
  }
}
