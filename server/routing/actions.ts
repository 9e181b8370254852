import { may } from '../../domain/identity/permissions.ts'
import { chooseAgent } from '../../domain/routing/choose.ts'
import { offerTo } from '../conversations/actions.ts'
import { loadConversation, lockConversation } from '../conversations/queries.ts'
import { notify } from '../notifications/actions.ts'
import { type Ctx, type Tx, transact } from '../platform/context.ts'
import { availableAgents, lockGroupRouting, waitingFor } from './queries.ts'

type Asked = 'offered' | 'nobody_free' | 'no_longer_waiting'

/** A customer waits: ask the best free agent. Runs again whenever something changed; asking twice changes nothing. */
export async function routeConversation(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, (tx) => routeOne(tx, id))
}

/** `back`: this person has a place again; that they passed earlier in this wait counts no more. */
async function routeOne(tx: Tx, id: string, back?: string): Promise<Asked> {
  const groupId = (await loadConversation(tx, id))?.groupId
  if (!groupId) return 'no_longer_waiting'
  await lockGroupRouting(tx, groupId)
  const row = await lockConversation(tx, id)
  if (row?.state !== 'queued' || row.offeredTo || row.groupId !== groupId) return 'no_longer_waiting'
  const available = await availableAgents(tx, { groupId, customerId: row.customerId, locale: row.locale })
  const takers = available.filter((one) => may(one.roles, 'conversations.take'))
  const passedBy = row.declinedBy.filter((staffId) => staffId !== back)
  // When everybody passed, the round begins anew: a customer must not be stuck because each was busy once.
  const chosen =
    chooseAgent(takers, passedBy) ??
    (passedBy.length > 0 && takers.length > 1 ? chooseAgent(takers, passedBy.slice(-1)) : null)
  if (!chosen) return 'nobody_free'
  await offerTo(tx, row, chosen.staffId)
  await notify(tx, { staffId: chosen.staffId, kind: 'offered', subject: { type: 'conversation', id } })
  return 'offered'
}

const mostAtOnce = 20

/** An agent became free or arrived: the longest waiting customers of their groups are offered at once. */
export async function routeForAgent(ctx: Ctx, staffId: string): Promise<void> {
  for (const id of await waitingFor(ctx, staffId, mostAtOnce)) {
    if ((await transact(ctx, (tx) => routeOne(tx, id, staffId))) === 'nobody_free') return
  }
}

/** An agent passed on one customer: the next who waits is offered instead, never one they have passed on. */
export async function routeAfterPass(ctx: Ctx, staffId: string): Promise<void> {
  for (const id of await waitingFor(ctx, staffId, mostAtOnce)) {
    if ((await transact(ctx, (tx) => routeOne(tx, id))) === 'offered') return
  }
}
