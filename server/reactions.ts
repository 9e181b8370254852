import { answerRating } from './callbacks/actions.ts'
import { registerComplaint } from './complaints/follow.ts'
import { showRating } from './conversations/actions.ts'
import { endWithTicket, escalateBreach, escalateCritical } from './escalations/follow.ts'
import { settleNotices } from './notifications/actions.ts'
import { type Ctx, transact } from './platform/context.ts'
import type { CommittedEvent, NewEvent } from './platform/events.ts'
import type { Hint } from './platform/live/hints.ts'
import type { Reaction } from './platform/relay.ts'
import { routeAfterPass, routeConversations, routeForAgent } from './routing/actions.ts'
import { lookAfterCommitment, lookAfterTicket } from './shift-checks/actions.ts'
import { hearCustomer, noteRating } from './tickets/actions.ts'

const offerTheCustomers = (ctx: Ctx, events: readonly CommittedEvent[]) =>
  routeConversations(
    ctx,
    events.map((event) => event.subject.id),
  )
const offerTheCustomer = {
  run: (ctx: Ctx, event: CommittedEvent) => offerTheCustomers(ctx, [event]),
  runAll: offerTheCustomers,
}
const serveTheNext = (ctx: Ctx, event: CommittedEvent) => routeForAgent(ctx, event.subject.id)
/** The person the event freed: who had the conversation before it. */
const serveTheNextOfWhoGotFree = async (ctx: Ctx, event: CommittedEvent) => {
  const freed = event.payload?.previousStaffId ?? event.payload?.staffId
  if (typeof freed === 'string') await routeForAgent(ctx, freed)
}

/** Somebody was asked, and another took the customer or the customer left: their place is free again. */
const serveTheNextOfWhoWasAsked = {
  concerns: ({ payload }: NewEvent) => typeof payload?.offeredTo === 'string' && payload.offeredTo !== payload.staffId,
  run: (ctx: Ctx, { payload }: CommittedEvent) => routeForAgent(ctx, String(payload?.offeredTo)),
}
const settleTheOffer = {
  concerns: serveTheNextOfWhoWasAsked.concerns,
  run: (ctx: Ctx, { subject }: CommittedEvent) =>
    transact(ctx, (tx) => settleNotices(tx, { type: 'conversation', id: subject.id }, ['offered'])),
}
const serveTheNextOfWhoPassed = async (ctx: Ctx, event: CommittedEvent) => {
  const passed = event.payload?.staffId
  if (typeof passed === 'string') await routeAfterPass(ctx, passed)
}

const registerTheComplaint = {
  concerns: ({ payload }: NewEvent) => payload?.nature === 'complaint',
  run: registerComplaint,
}
/** SOP 000 二(二), R22: at once, when it is created so or becomes so. */
const callAboutCritical = {
  concerns: ({ payload }: NewEvent) => payload?.urgency === 'critical',
  run: escalateCritical,
}

const noteRatingOfTicket = {
  concerns: ({ subject }: NewEvent) => subject.type === 'ticket',
  run: noteRating,
}

/**
 * The product's whole "when … then …" list. A reaction runs after the event's transaction is committed, at least once, on
 * any node; what must happen in the same transaction is called by name in the action instead.
 */
export const reactions: readonly Reaction[] = [
  { when: 'conversation.queued', name: 'offer a new customer to an agent', ...offerTheCustomer },
  { when: 'conversation.transferred', name: 'offer a transferred customer', ...offerTheCustomer },
  { when: 'conversation.requeued', name: 'offer the customer of a lost agent again', ...offerTheCustomer },
  { when: 'conversation.reopened', name: 'offer a re-opened conversation', ...offerTheCustomer },
  { when: 'conversation.offer_declined', name: 'offer a declined customer to the next agent', ...offerTheCustomer },
  { when: 'conversation.offer_expired', name: 'offer an unanswered offer to the next agent', ...offerTheCustomer },
  {
    when: 'conversation.ended',
    name: 'serve the next customer of an agent who got free',
    run: serveTheNextOfWhoGotFree,
  },
  { when: 'conversation.transferred', name: 'serve the next customer after a transfer', run: serveTheNextOfWhoGotFree },
  { when: 'conversation.taken_over', name: 'serve the next customer after a take-over', run: serveTheNextOfWhoGotFree },
  { when: 'conversation.accepted', name: 'serve the next customer of who was asked', ...serveTheNextOfWhoWasAsked },
  { when: 'conversation.accepted', name: 'settle the notice of who was asked', ...settleTheOffer },
  { when: 'conversation.abandoned', name: 'serve the next customer after one left', ...serveTheNextOfWhoWasAsked },
  { when: 'conversation.offer_declined', name: 'serve the next customer of who passed', run: serveTheNextOfWhoPassed },
  { when: 'survey.answered', name: 'call back a customer who gave a low score', run: answerRating },
  { when: 'survey.answered', name: 'show a rating that came by link', run: showRating },
  { when: 'conversation.answered', name: 'go on with tickets that waited for the customer', run: hearCustomer },
  { when: 'survey.answered', name: 'keep the rating with its ticket', ...noteRatingOfTicket },
  { when: 'presence.changed', name: 'serve the next customer of an agent who arrives', run: serveTheNext },
  { when: 'presence.connected', name: 'serve the next customer of an agent who connects', run: serveTheNext },
  { when: 'ticket.created', name: 'register the complaint of a ticket', ...registerTheComplaint },
  { when: 'ticket.breached', name: 'call the supervisor about a breach', run: escalateBreach },
  { when: 'ticket.created', name: 'call the supervisor about a critical ticket', ...callAboutCritical },
  { when: 'ticket.urgency_changed', name: 'call the supervisor about a ticket made critical', ...callAboutCritical },
  { when: 'ticket.resolved', name: 'end the escalations of a ticket that was resolved', run: endWithTicket },
  { when: 'ticket.merged', name: 'end the escalations of a ticket that was merged', run: endWithTicket },
  { when: 'ticket.cancelled', name: 'end the escalations of a ticket that was cancelled', run: endWithTicket },
  { when: 'ticket.noted', name: 'look at the shift check after noted', run: lookAfterTicket },
  { when: 'ticket.replied', name: 'look at the shift check after replied', run: lookAfterTicket },
  { when: 'ticket.resolved', name: 'look at the shift check after resolved', run: lookAfterTicket },
  { when: 'ticket.assigned', name: 'look at the shift check after assigned', run: lookAfterTicket },
  { when: 'ticket.handover_answered', name: 'look at the shift check after handover_answered', run: lookAfterTicket },
  { when: 'ticket.merged', name: 'look at the shift check after merged', run: lookAfterTicket },
  { when: 'ticket.cancelled', name: 'look at the shift check after cancelled', run: lookAfterTicket },
  { when: 'commitment.kept', name: 'look at the shift check after a promise was kept', run: lookAfterCommitment },
  {
    when: 'commitment.kept_late',
    name: 'look at the shift check after a promise was kept_late',
    run: lookAfterCommitment,
  },
  {
    when: 'commitment.renegotiated',
    name: 'look at the shift check after a promise was renegotiated',
    run: lookAfterCommitment,
  },
  {
    when: 'commitment.cancelled',
    name: 'look at the shift check after a promise was cancelled',
    run: lookAfterCommitment,
  },
  { when: 'commitment.taken', name: 'look at the shift check after a promise was taken', run: lookAfterCommitment },
]

/** Written with each message; nobody is more or less busy by them. */
const aboutWords = new Set(['message.posted', 'note.posted', 'conversation.greeted', 'conversation.turn_answered'])

/** Hints that go with committed events: who is there, and how busy. Losing one costs delay, never data. */
export function hintsOf(event: CommittedEvent): Hint[] {
  if (event.subject.type === 'ticket') return [{ topic: 'ticket', id: event.subject.id }]
  if (event.subject.type === 'staff') return [{ topic: 'presence', staffId: event.subject.id }]
  if (event.subject.type !== 'conversation' || aboutWords.has(event.kind)) return []
  const people = new Set(
    [event.payload?.staffId, event.payload?.previousStaffId].filter((id) => typeof id === 'string'),
  )
  return [...people].map((staffId) => ({ topic: 'presence', staffId }))
}
