import type { ClockKind } from '../../domain/clocks/kinds.ts'
import { type ConversationEvent, type ConversationState, nextState } from '../../domain/conversations/lifecycle.ts'
import { AppError } from '../../domain/errors.ts'
import { cancelClocks, startClock } from '../clocks/actions.ts'
import type { Tx } from '../platform/context.ts'
import { type ConversationRow, changeConversation, factsOf, type Loaded, queueLeg } from './queries.ts'

/** The state after `event`, or the refusal the person sees. */
export function stepOrRefuse(row: Loaded, event: ConversationEvent): ConversationState {
  const state = nextState(row.state, event)
  if (!state) throw new AppError('wrong_state')
  return state
}

/** Tells the live side that this conversation changed, and who could see it before. */
export function announceChange(tx: Tx, before: Loaded): void {
  tx.afterCommit(() => tx.platform.hints.publish({ topic: 'conversation', id: before.id, before: factsOf(before) }))
}

type Change = Parameters<typeof changeConversation>[2]
type Told = { kind: string; to?: ConversationState; reason?: string; payload?: Record<string, unknown> }
type Step = Told & { change: Change }

export const subjectOf = (row: { id: string }) => ({ type: 'conversation', id: row.id })

/** One recorded change of a conversation: row, event and live hint together. */
export async function changeAndRecord(tx: Tx, row: Loaded, step: Step): Promise<void> {
  await changeConversation(tx, row.id, { ...step.change, ...(step.to && { state: step.to }) })
  recordChange(tx, row, step)
}

/** Event and live hint of a change that the caller writes. */
export function recordChange(tx: Tx, row: Loaded, step: Told): void {
  tx.record({
    subject: subjectOf(row),
    kind: step.kind,
    from: row.state,
    to: step.to ?? row.state,
    ...(step.reason !== undefined && { reason: step.reason }),
    payload: {
      channel: row.channel,
      groupId: row.groupId,
      staffId: row.assigneeId,
      ...(row.leftMessage && { leftMessage: true }),
      ...(row.offeredTo && { offeredTo: row.offeredTo }),
      ...step.payload,
    },
  })
  announceChange(tx, row)
}

export const talkClocks: readonly ClockKind[] = [
  'agent_greet',
  'turn_response',
  'customer_idle',
  'customer_idle_close',
  'agent_grace',
]
export const queueClocks: readonly ClockKind[] = ['offer', 'queue_limit']

/** Back to the queue of a group: transfer, lost agent, re-opening. The first responsible stays (R46). */
export async function putInQueue(
  tx: Tx,
  row: Loaded,
  how: {
    groupId: string
    kind: string
    reason?: string
    offerTo?: string | null
    keepPlace?: boolean
    transferred?: boolean
    payload?: Record<string, unknown>
  },
): Promise<void> {
  const now = tx.clock.now()
  await cancelClocks(tx, row.id, [...talkClocks, ...queueClocks, 'wrap_up'])
  await queueLeg(tx, { conversationId: row.id, groupId: how.groupId, reason: how.kind })
  const change: Partial<ConversationRow> = {
    assigneeId: null,
    groupId: how.groupId,
    queuedAt: how.keepPlace && row.queuedAt ? row.queuedAt : now,
    offeredTo: null,
    offeredUntil: null,
    declinedBy: [],
    endedAt: null,
    closedAt: null,
    endReason: null,
    transferredCount: row.transferredCount + (how.transferred ? 1 : 0),
  }
  await changeAndRecord(tx, row, {
    kind: how.kind,
    to: 'queued',
    ...(how.reason !== undefined && { reason: how.reason }),
    payload: { groupId: how.groupId, preferred: how.offerTo ?? null, ...how.payload },
    change,
  })
  if (!row.leftMessage) await startClock(tx, { subject: { type: 'conversation', id: row.id }, kind: 'queue_limit' })
}
