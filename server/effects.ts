import { callbackClocks, holdCallbacks } from './callbacks/clocks.ts'
import type { ClockEffects, SubjectHolds } from './clocks/queries.ts'
import { commitmentClocks } from './commitments/clocks.ts'
import { conversationClocks, holdConversations } from './conversations/clocks.ts'
import { escalationClocks } from './escalations/clocks.ts'
import { shiftCheckClocks } from './shift-checks/clocks.ts'
import { holdNodes, holdTickets, ticketClocks } from './tickets/clocks.ts'

/** What happens when a clock's time comes, per kind: one line per area. */
export const clockEffects: ClockEffects = {
  ...conversationClocks,
  ...ticketClocks,
  ...callbackClocks,
  ...escalationClocks,
  ...commitmentClocks,
  ...shiftCheckClocks,
}

/** How the keeper takes what a clock belongs to, per type of subject, before it fires. */
export const subjectHolds: SubjectHolds = {
  conversation: holdConversations,
  callback: holdCallbacks,
  ticket: holdTickets,
  ticket_node: holdNodes,
}
