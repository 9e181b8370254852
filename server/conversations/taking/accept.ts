import { canAccept } from '../../../domain/conversations/access.ts'
import { nextState } from '../../../domain/conversations/lifecycle.ts'
import { AppError } from '../../../domain/errors.ts'
import type { Staff } from '../../../domain/identity/actor.ts'
import { type Ctx, contextFor, type Platform, type Tx, transact } from '../../platform/context.ts'
import { groupCommit } from '../../platform/load/group-commit.ts'
import { type Changed, changed, staffActor } from '../actions.ts'
import { factsOf, type Loaded, lockConversations, staffName } from '../queries.ts'
import { assignAll, ownedBy, type Take } from './assign.ts'
import { lockTakers, type Taker } from './queries.ts'

type Claim = { me: Staff; id: string }
type Taken = 'taken' | { refused: AppError } | { takenBy: string }

/** Takes a waiting customer. The first wins; the others hear who (reliability/contract 9). */
export async function acceptConversation(ctx: Ctx, { id }: { id: string }): Promise<Changed> {
  const outcome = await acceptInBatch(ctx.platform, { me: staffActor(ctx), id })
  if (outcome === 'taken') return changed(ctx, id)
  if ('refused' in outcome) throw outcome.refused
  throw new AppError('already_taken', { by: (await staffName(ctx, outcome.takenBy)).name })
}

const acceptInBatch: (platform: Platform, claim: Claim) => Promise<Taken> = groupCommit((platform) => {
  const ctx = contextFor(platform, { kind: 'system' })
  return (claims) => transact(ctx, (tx) => acceptTogether(tx, claims))
})

/** One after the other in the order in which they came, read and written together. */
async function acceptTogether(tx: Tx, claims: readonly Claim[]): Promise<Taken[]> {
  // The people before the conversations: every path locks in this order.
  const takers = await lockTakers(tx, [...new Set(claims.map(({ me }) => me.id))])
  const locked = await lockConversations(tx, [...new Set(claims.map(({ id }) => id))])
  const rows = new Map(locked.map((row) => [row.id, row]))
  const takes: Take[] = []
  const outcomes = claims.map(({ me, id }): Taken => {
    const [row, taker] = [rows.get(id), takers.get(me.id)]
    const outcome = judge(me, row, taker)
    if (outcome !== 'free') return outcome
    const take = { row: row as Loaded, taker: taker as Taker, by: me, kind: 'conversation.accepted' } as const
    takes.push(take)
    take.taker.load++
    rows.set(id, { ...take.row, ...ownedBy(take) })
    return 'taken'
  })
  await assignAll(tx, takes)
  return outcomes
}

function judge(me: Staff, row: Loaded | undefined, taker: Taker | undefined): Taken | 'free' {
  const refuse = (...of: ConstructorParameters<typeof AppError>) => ({ refused: new AppError(...of) })
  if (!row || !taker || !canAccept(me, { ...factsOf(row), state: 'queued' })) return refuse('not_found')
  if (row.assigneeId === me.id && row.state === 'active') return 'taken'
  if (row.assigneeId && row.state !== 'queued') return { takenBy: row.assigneeId }
  if (!nextState(row.state, 'accept')) return refuse('wrong_state')
  return taker.load >= taker.capacity ? refuse('capacity_full') : 'free'
}
