import { may } from '../../domain/identity/permissions.ts'
import { chooseAgent } from '../../domain/routing/choose.ts'
import { offerTo } from '../conversations/actions.ts'
import { loadConversation, lockConversation } from '../conversations/queries.ts'
import { notify } from '../notifications/actions.ts'
import { type Ctx, transact, type Tx } from '../platform/context.ts'
import { availableAgents, lockGroupRouting, waitingFor } from './queries.ts'

/** A customer waits: ask the best free agent. Runs again whenever something changed; asking twice changes nothing. */
export async function routeConversation(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, tx => routeOne(tx, id))
}

async function routeOne(tx: Tx, id: string): Promise<boolean> {
  const groupId = (await loadConversation(tx, id))?.groupId
  if (!groupId) return false
  await lockGroupRouting(tx, groupId)
  const row = await lockConversation(tx, id)
  if (!row || row.state !== 'queued' || row.offeredTo || row.groupId !== groupId) return false
  const available = await availableAgents(tx, { groupId, customerId: row.customerId, locale: row.locale })
  const takers = available.filter(one => may(one.roles, 'conversations.take'))
  // When everybody passed, the round begins anew: a customer must not be stuck because each was busy once.
  const chosen = chooseAgent(takers, row.declinedBy) ?? (row.declinedBy.length > 0 && takers.length > 1 ? chooseAgent(takers, row.declinedBy.slice(-1)) : null)
  if (!chosen) return false
  await offerTo(tx, row, chosen.staffId)
  await notify(tx, { staffId: chosen.staffId, kind: 'offered', conversationId: id, params: {} })
  return true
}

const mostAtOnce = 20

/** An agent became free or arrived: the longest waiting customers of their groups are offered at once. */
export async function routeForAgent(ctx: Ctx, staffId: string): Promise<void> {
  for (const id of await waitingFor(ctx, staffId, mostAtOnce)) {
    if (!(await transact(ctx, tx => routeOne(tx, id)))) return
  }
}
