import { cancelClocks, startClock } from '../../clocks/actions.ts'
import { markConnected } from '../../identity/actions.ts'
import { touchConnected } from '../../identity/queries.ts'
import { type Ctx, transact } from '../../platform/context.ts'
import { siteById } from '../../settings/queries.ts'
import { openConversationsOf } from '../presence-queries.ts'

/** The first console of a person is there: nobody's grace runs any more. */
export async function backAtDesk(ctx: Ctx, staffId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    await markConnected(tx, staffId, true)
    await touchConnected(tx, [staffId])
    for (const { id } of await openConversationsOf(tx, staffId)) await cancelClocks(tx, id, ['agent_grace'])
  })
}

/** The last console of a person is gone: their customers are offered again unless they come back within the site's grace. */
export async function leftDesk(ctx: Ctx, staffId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    await markConnected(tx, staffId, false)
    for (const { id, siteId } of await openConversationsOf(tx, staffId)) {
      const site = await siteById(tx, siteId)
      await startClock(tx, {
        subject: { type: 'conversation', id },
        kind: 'agent_grace',
        ownerId: staffId,
        seconds: site?.settings.agentGraceSeconds ?? 60,
      })
    }
  })
}
