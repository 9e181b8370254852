// The load generator: a process of its own, so that its work is not done on the thread it measures.
import { answerParent } from '../harness/child.ts'
import { chatInFlight, chatOffered, connectChat, disconnectChat } from './chat.ts'
import { awaitStorm, expectStorm, seatVisitors, unseatVisitors } from './crowd.ts'
import { claimAll, claimBare, readInboxes, startTalks } from './desk.ts'
import { callOnce, createTickets, timeReads } from './tickets.ts'

answerParent({
  connectChat,
  disconnectChat,
  chatInFlight,
  chatOffered,
  seatVisitors,
  unseatVisitors,
  expectStorm,
  awaitStorm,
  claimAll,
  claimBare,
  startTalks,
  readInboxes,
  createTickets,
  timeReads,
  callOnce,
})
