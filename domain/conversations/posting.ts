import { type ClockKind, isInTime } from '../clocks/kinds.ts'
import type { ErrorCode } from '../errors.ts'
import { type ConversationState, canReopen, nextState } from './lifecycle.ts'

export type RunningClock = { kind: ClockKind; startedAt: Date; dueAt: Date }
export type PostingFacts = {
  state: ConversationState
  leftMessage: boolean
  assigneeId: string | null
  groupId: string | null
  queuedAt: Date | null
  firstAgentMessageAt: Date | null
  /** First customer message nobody has answered; null when the agent's side spoke last. */
  unansweredSince: Date | null
  endedAt: Date | null
  unread: number
  /** Service clocks whose stop has not come: running, or breached and still open. */
  clocks: readonly RunningClock[]
}
export type Posting = {
  stream: 'talk' | 'note'
  sender: 'customer' | 'agent' | 'system'
  senderId: string | null
  at: Date
}

/** An event of the log with its payload; durations in ms. */
export type PostingEvent = { kind: string; payload: Record<string, string | number | boolean | null> }
export type Effect = {
  facts: PostingFacts
  stop: ClockKind[]
  cancel: ClockKind[]
  start: ClockKind[]
  events: PostingEvent[]
}

/**
 * What one message does to its conversation (domain/model 2.3): a pure step, so that many messages can be worked through
 * in one commit. `reopen` means: the conversation is over but may be opened again first.
 */
export function postingEffect(
  facts: PostingFacts,
  posting: Posting,
): Effect | { refused: ErrorCode } | { reopen: true } {
  const unchanged: Effect = { facts, stop: [], cancel: [], start: [], events: [] }
  if (posting.stream === 'note' || posting.sender === 'system') return unchanged
  return posting.sender === 'customer' ? customerSpoke(facts, posting) : agentSpoke(facts, posting)
}

function customerSpoke(facts: PostingFacts, { at }: Posting): Effect | { refused: ErrorCode } | { reopen: true } {
  if (facts.state === 'wrap_up' || facts.state === 'closed' || facts.state === 'abandoned') {
    return canReopen(facts.endedAt, at) ? { reopen: true } : { refused: 'conversation_over' }
  }
  const state = nextState(facts.state, 'customer_message') ?? facts.state
  // A turn begins with the first unanswered message; several in a row are one turn (domain/metrics 3.1 ART).
  const beginsTurn = facts.unansweredSince === null && facts.firstAgentMessageAt !== null && state === 'active'
  return {
    facts: { ...facts, state, unread: facts.unread + 1, unansweredSince: facts.unansweredSince ?? at },
    stop: [],
    cancel: ['customer_idle', 'customer_idle_close'],
    start: beginsTurn ? ['turn_response'] : [],
    events: [],
  }
}

function agentSpoke(facts: PostingFacts, { at, senderId }: Posting): Effect | { refused: ErrorCode } {
  const state = nextState(facts.state, 'agent_message')
  if (!state) return { refused: 'wrong_state' }
  const greet = facts.clocks.find((clock) => clock.kind === 'agent_greet')
  const turn = facts.clocks.find((clock) => clock.kind === 'turn_response')
  const who = { groupId: facts.groupId, staffId: senderId }
  const events: PostingEvent[] = []
  if (greet) {
    const first = facts.firstAgentMessageAt === null && facts.queuedAt !== null && !facts.leftMessage
    events.push({
      kind: 'conversation.greeted',
      payload: {
        delayMs: at.getTime() - greet.startedAt.getTime(),
        inTime: isInTime(at, greet.dueAt),
        // FRT counts once, from entering the queue (domain/metrics 3.1).
        frtMs: first && facts.queuedAt ? at.getTime() - facts.queuedAt.getTime() : null,
        ...who,
      },
    })
  }
  if (!greet && facts.unansweredSince !== null && facts.firstAgentMessageAt !== null) {
    const ms = at.getTime() - facts.unansweredSince.getTime()
    events.push({
      kind: 'conversation.turn_answered',
      payload: { ms, inTime: turn ? isInTime(at, turn.dueAt) : true, ...who },
    })
  }
  return {
    facts: { ...facts, state, unansweredSince: null, firstAgentMessageAt: facts.firstAgentMessageAt ?? at, clocks: [] },
    stop: ['agent_greet', 'turn_response'],
    cancel: ['customer_idle_close'],
    start: ['customer_idle'],
    events,
  }
}
