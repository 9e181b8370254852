import { callbackClocks, holdCallbacks } from './callbacks/clocks.ts'
import type { ClockEffects, SubjectHolds } from './clocks/queries.ts'
import { commitmentClocks, holdCommitments } from './commitments/clocks.ts'
import { complaintClocks } from './complaints/clocks.ts'
import { conversationClocks, holdConversations } from './conversations/clocks.ts'
import { escalationClocks, holdEscalations, holdExplanations } from './escalations/clocks.ts'
import { holdShiftChecks, shiftCheckClocks } from './shift-checks/clocks.ts'
import { holdNodes, holdTickets, ticketClocks } from './tickets/clocks.ts'

/** What happens when a clock's time comes, per kind: one line per area. */
export const clockEffects: ClockEffects = {
  ...conversationClocks,
  ...ticketClocks,
  ...callbackClocks,
  ...complaintClocks,
  ...escalationClocks,
  ...commitmentClocks,
  ...shiftCheckClocks,
}

/** How the keeper takes what a clock belongs to, per type of subject, before it fires. */
export const subjectHolds: SubjectHolds = {
  conversation: holdConversations,
  callback: holdCallbacks,
  ticket: holdTickets,
  escalation: holdEscalations,
  explanation: holdExplanations,
  commitment: holdCommitments,
  shift_check: holdShiftChecks,
  ticket_node: holdNodes,
}
