import { cancelClocks, type Start, startClock } from '../../clocks/actions.ts'
import { markConnected } from '../../identity/actions.ts'
import { touchConnected } from '../../identity/queries.ts'
import { type Ctx, type Tx, transact } from '../../platform/context.ts'
import { siteById } from '../../settings/queries.ts'
import { openConversationsOf } from '../presence-queries.ts'

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
      await startClock(tx, graceClock({ id, staffId, seconds: await graceSeconds(tx, siteId) }))
  })
}

type Taken = { id: string; siteId: string; staffId: string; leftAt: Date | null }

/** Their last console closed in the very moment in which they took the customer: nothing else would start the grace. */
export async function graceIfJustLeft(tx: Tx, { id, siteId, staffId, leftAt }: Taken): Promise<Start | null> {
  if (!leftAt) return null
  const seconds = await graceSeconds(tx, siteId)
  const since = tx.clock.now().getTime() - (seconds + noticedWithin) * 1000
  return leftAt.getTime() > since ? graceClock({ id, staffId, seconds }) : null
}

const graceClock = ({ id, staffId, seconds }: { id: string; staffId: string; seconds: number }): Start => ({
  subject: { type: 'conversation', id },
  kind: 'agent_grace',
  ownerId: staffId,
  seconds,
})

async function graceSeconds(tx: Tx, siteId: string): Promise<number> {
  return (await siteById(tx, siteId))?.settings.agentGraceSeconds ?? 60
}
