import { cancelClocks, startClock } from '../../clocks/actions.ts'
import { markConnected } from '../../identity/actions.ts'
import { touchConnected } from '../../identity/queries.ts'
import { type Ctx, type Tx, transact } from '../../platform/context.ts'
import { siteById } from '../../settings/queries.ts'
import { leftSince, openConversationsOf } from '../presence-queries.ts'

/** Seconds; consoles are noted as seen every 5 s. */
const noticedWithin = 10

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
    for (const { id, siteId } of await openConversationsOf(tx, staffId))
      await startGrace(tx, { id, staffId, seconds: await graceSeconds(tx, siteId) })
  })
}

/** Their last console closed in the very moment in which they took the customer: nothing else would start the grace. */
export async function startGraceIfJustLeft(tx: Tx, taken: { id: string; siteId: string; staffId: string }) {
  const seconds = await graceSeconds(tx, taken.siteId)
  const since = new Date(tx.clock.now().getTime() - (seconds + noticedWithin) * 1000)
  if (await leftSince(tx, taken.staffId, since)) await startGrace(tx, { ...taken, seconds })
}

async function startGrace(tx: Tx, { id, staffId, seconds }: { id: string; staffId: string; seconds: number }) {
  await startClock(tx, { subject: { type: 'conversation', id }, kind: 'agent_grace', ownerId: staffId, seconds })
}

async function graceSeconds(tx: Tx, siteId: string): Promise<number> {
  return (await siteById(tx, siteId))?.settings.agentGraceSeconds ?? 60
}
