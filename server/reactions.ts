import type { Ctx } from './platform/context.ts'
import type { CommittedEvent } from './platform/events.ts'
import type { Hint } from './platform/live/hints.ts'
import type { Reaction } from './platform/relay.ts'
import { routeAfterPass, routeConversation, routeForAgent } from './routing/actions.ts'

const offerTheCustomer = (ctx: Ctx, event: CommittedEvent) => routeConversation(ctx, event.subject.id)
const serveTheNext = (ctx: Ctx, event: CommittedEvent) => routeForAgent(ctx, event.subject.id)
/** The person the event freed: who had the conversation before it. */
const serveTheNextOfWhoGotFree = async (ctx: Ctx, event: CommittedEvent) => {
  const freed = event.payload?.previousStaffId ?? event.payload?.staffId
  if (typeof freed === 'string') await routeForAgent(ctx, freed)
}

/** Somebody was asked, and another took the customer or the customer left: their place is free again. */
const serveTheNextOfWhoWasAsked = async (ctx: Ctx, event: CommittedEvent) => {
  const { offeredTo, staffId } = event.payload ?? {}
  if (typeof offeredTo === 'string' && offeredTo !== staffId) await routeForAgent(ctx, offeredTo)
}
const serveTheNextOfWhoPassed = async (ctx: Ctx, event: CommittedEvent) => {
  const passed = event.payload?.staffId
  if (typeof passed === 'string') await routeAfterPass(ctx, passed)
}

/**
 * The product's whole "when … then …" list. A reaction runs after the event's transaction is committed, at least once, on
 * any node; what must happen in the same transaction is called by name in the action instead.
 */
export const reactions: readonly Reaction[] = [
  { when: 'conversation.queued', name: 'offer a new customer to an agent', run: offerTheCustomer },
  { when: 'conversation.transferred', name: 'offer a transferred customer', run: offerTheCustomer },
  { when: 'conversation.requeued', name: 'offer the customer of a lost agent again', run: offerTheCustomer },
  { when: 'conversation.reopened', name: 'offer a re-opened conversation', run: offerTheCustomer },
  { when: 'conversation.offer_declined', name: 'offer a declined customer to the next agent', run: offerTheCustomer },
  { when: 'conversation.offer_expired', name: 'offer an unanswered offer to the next agent', run: offerTheCustomer },
  {
    when: 'conversation.ended',
    name: 'serve the next customer of an agent who got free',
    run: serveTheNextOfWhoGotFree,
  },
  { when: 'conversation.transferred', name: 'serve the next customer after a transfer', run: serveTheNextOfWhoGotFree },
  { when: 'conversation.taken_over', name: 'serve the next customer after a take-over', run: serveTheNextOfWhoGotFree },
  { when: 'conversation.accepted', name: 'serve the next customer of who was asked', run: serveTheNextOfWhoWasAsked },
  { when: 'conversation.abandoned', name: 'serve the next customer after one left', run: serveTheNextOfWhoWasAsked },
  { when: 'conversation.offer_declined', name: 'serve the next customer of who passed', run: serveTheNextOfWhoPassed },
  { when: 'presence.changed', name: 'serve the next customer of an agent who arrives', run: serveTheNext },
  { when: 'presence.connected', name: 'serve the next customer of an agent who connects', run: serveTheNext },
]

/** Written with each message; nobody is more or less busy by them. */
const aboutWords = new Set(['message.posted', 'note.posted', 'conversation.greeted', 'conversation.turn_answered'])

/** Hints that go with committed events: who is there, and how busy. Losing one costs delay, never data. */
export function hintsOf(event: CommittedEvent): Hint[] {
  if (event.subject.type === 'staff') return [{ topic: 'presence', staffId: event.subject.id }]
  if (event.subject.type !== 'conversation' || aboutWords.has(event.kind)) return []
  const people = new Set(
    [event.payload?.staffId, event.payload?.previousStaffId].filter((id) => typeof id === 'string'),
  )
  return [...people].map((staffId) => ({ topic: 'presence', staffId }))
}
