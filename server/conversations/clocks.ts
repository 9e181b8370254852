import { startClock } from '../clocks/actions.ts'
import type { ClockEffects, DueClock } from '../clocks/queries.ts'
import { notify } from '../notifications/actions.ts'
import type { Tx } from '../platform/context.ts'
import { withdrawOffer } from './actions.ts'
import { announceChange, putInQueue } from './changes.ts'
import { abandon, end } from './ending.ts'
import { isConnected, isSomebodyThere } from './presence-queries.ts'
import { changeConversation, freeConversations, type Loaded, lockConversation } from './queries.ts'
import { addSystemLine } from './system-line.ts'

const onOpen = (work: (tx: Tx, row: Loaded, clock: DueClock) => Promise<void>) => async (tx: Tx, clock: DueClock) => {
  const row = await lockConversation(tx, clock.subjectId)
  if (row) await work(tx, row, clock)
}

/** Those conversations that nobody else works on, held until the transaction ends. */
export const holdConversations = freeConversations

/** What happens when a timed rule of a conversation runs out; each in the transaction that marks it fired. */
export const conversationClocks: ClockEffects = {
  agent_greet: onOpen((tx, row) => breached(tx, row, 'greet_breached')),
  turn_response: onOpen((tx, row) => breached(tx, row, 'turn_breached')),

  offer: onOpen(async (tx, row) => {
    if (row.state === 'queued' && row.offeredTo) await withdrawOffer(tx, row, 'conversation.offer_expired')
  }),

  // domain/model 2.3: idle 10 min -> warn, then close.
  customer_idle: onOpen(async (tx, row) => {
    if (row.state !== 'active' && row.state !== 'waiting') return
    await changeConversation(tx, row.id, { state: 'waiting' })
    tx.record({
      subject: { type: 'conversation', id: row.id },
      kind: 'conversation.idle_warned',
      from: row.state,
      to: 'waiting',
    })
    await addSystemLine(tx, { conversationId: row.id, system: { key: 'idle_warned', params: {} } })
    await startClock(tx, { subject: { type: 'conversation', id: row.id }, kind: 'customer_idle_close' })
    announceChange(tx, row)
  }),
  customer_idle_close: onOpen(async (tx, row) => {
    if (row.state === 'waiting') await end(tx, row, 'idle')
  }),

  // The agent's connection did not come back within the grace: their customer is offered again, ahead of everybody who began to
  // wait later than they first did. A transfer, and a talk that is opened again, start at the end of the line.
  agent_grace: onOpen(async (tx, row, clock) => {
    if (!row.assigneeId || row.assigneeId !== clock.ownerId || !row.groupId) return
    if (row.state !== 'active' && row.state !== 'waiting') return
    if (await isConnected(tx, row.assigneeId)) return
    await putInQueue(tx, row, {
      groupId: row.groupId,
      kind: 'conversation.requeued',
      reason: 'agent_disconnected',
      keepPlace: true,
      payload: { previousStaffId: row.assigneeId },
    })
    await addSystemLine(tx, { conversationId: row.id, system: { key: 'requeued', params: {} } })
  }),

  queue_limit: onOpen(async (tx, row) => {
    if (row.state !== 'queued' || row.leftMessage) return
    const awaited = row.groupId !== null && (await isSomebodyThere(tx, row.groupId))
    if (awaited) await abandon(tx, row, 'idle')
    else await keepAsLeftMessage(tx, row)
  }),

  wrap_up: onOpen(async (tx, row) => {
    // Overdue, not closed: a conversation closes only with its record (model 2.6, 2).
    if (row.state !== 'wrap_up') return
    await changeConversation(tx, row.id, {})
    announceChange(tx, row)
  }),
}

/** Nobody could come: what the customer wrote waits, without clocks, for the next person who arrives. */
async function keepAsLeftMessage(tx: Tx, row: Loaded): Promise<void> {
  await changeConversation(tx, row.id, { leftMessage: true })
  tx.record({
    subject: { type: 'conversation', id: row.id },
    kind: 'conversation.kept_as_message',
    from: row.state,
    to: row.state,
  })
  await addSystemLine(tx, { conversationId: row.id, system: { key: 'left_message', params: {} } })
  announceChange(tx, row)
}

async function breached(tx: Tx, row: Loaded, kind: 'greet_breached' | 'turn_breached'): Promise<void> {
  await changeConversation(tx, row.id, {})
  tx.record({
    subject: { type: 'conversation', id: row.id },
    kind: `conversation.${kind}`,
    payload: { staffId: row.assigneeId, groupId: row.groupId, channel: row.channel },
  })
  announceChange(tx, row)
  if (row.assigneeId) await notify(tx, { staffId: row.assigneeId, kind, subject: { type: 'conversation', id: row.id } })
}
