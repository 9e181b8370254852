import type { Input } from '../../domain/contract.ts'
import type * as contract from '../../domain/conversations/contract.ts'
import type { ConversationView } from '../../domain/conversations/views.ts'
import { AppError } from '../../domain/errors.ts'
import type { Staff } from '../../domain/identity/actor.ts'
import { cancelClocks, startClock, startClocks } from '../clocks/actions.ts'
import { settleNotices } from '../notifications/actions.ts'
import { asSystem, type Ctx, type Tx, transact } from '../platform/context.ts'
import type { CommittedEvent } from '../platform/events.ts'
import { siteById } from '../settings/queries.ts'
import { lockedConversationFor } from './access.ts'
import { announceChange, changeAndRecord, recordChange, stepOrRefuse, subjectOf } from './changes.ts'
import { changeConversation, type Loaded, markOffered, putDraft } from './queries.ts'
import { addSystemLine } from './system-line.ts'
import { conversationView } from './views.ts'

export type Changed = { conversation: ConversationView }
export const staffActor = (ctx: Ctx): Staff => {
  if (ctx.actor.kind !== 'staff') throw new AppError('not_allowed')
  return ctx.actor
}
export const changed = async (ctx: Ctx, id: string): Promise<Changed> => ({
  conversation: await conversationView(ctx, id),
})

export async function declineOffer(ctx: Ctx, { id }: { id: string }): Promise<Changed> {
  const me = staffActor(ctx)
  await transact(ctx, async (tx) => {
    const row = await lockedConversationFor(tx, id, 'view')
    if (row.offeredTo !== me.id) throw new AppError('wrong_state')
    await withdrawOffer(tx, row, 'conversation.offer_declined')
  })
  // Passed on, it may be out of this agent's sight: answer what they may still know.
  return changed(asSystem(ctx), id)
}

/** The offer was declined or ran out: routing goes on to the next agent. */
export async function withdrawOffer(
  tx: Tx,
  row: Loaded,
  kind: 'conversation.offer_declined' | 'conversation.offer_expired',
): Promise<void> {
  await cancelClocks(tx, row.id, ['offer'])
  await settleNotices(tx, { type: 'conversation', id: row.id }, ['offered'])
  await changeAndRecord(tx, row, {
    kind,
    payload: { staffId: row.offeredTo },
    change: {
      offeredTo: null,
      offeredUntil: null,
      declinedBy: row.offeredTo ? [...row.declinedBy, row.offeredTo] : row.declinedBy,
    },
  })
}

export type Offer = { row: Loaded; staffId: string }

/** Routing's choice: this agent is asked first, for 20 s; others of the group may still take it from the queue. */
export const offerTo = (tx: Tx, row: Loaded, staffId: string) => offerAll(tx, [{ row, staffId }])

export async function offerAll(tx: Tx, offers: readonly Offer[]): Promise<void> {
  if (offers.length === 0) return
  const until = await startClocks(
    tx,
    offers.map(({ row, staffId }) => ({ subject: subjectOf(row), kind: 'offer', ownerId: staffId })),
  )
  await markOffered(
    tx,
    offers.map(({ row, staffId }, index) => ({ id: row.id, staffId, until: until[index] as Date })),
  )
  for (const { row, staffId } of offers) recordChange(tx, row, { kind: 'conversation.offered', payload: { staffId } })
}

export async function waitForCustomer(ctx: Ctx, { id }: { id: string }): Promise<Changed> {
  await transact(ctx, async (tx) => {
    const row = await lockedConversationFor(tx, id, 'steer')
    const site = await siteById(tx, row.siteId)
    await changeAndRecord(tx, row, { kind: 'conversation.waiting', to: stepOrRefuse(row, 'wait_customer'), change: {} })
    await startClock(tx, {
      subject: { type: 'conversation', id },
      kind: 'customer_idle',
      seconds: (site?.settings.idleMinutes ?? 10) * 60,
    })
  })
  return changed(ctx, id)
}

export async function setUrgency(ctx: Ctx, input: Input<typeof contract.setUrgency>): Promise<Changed> {
  await transact(ctx, async (tx) => {
    const row = await lockedConversationFor(tx, input.id, 'steer')
    if (row.urgency === input.urgency) return
    await changeAndRecord(tx, row, {
      kind: 'conversation.urgency_set',
      ...(input.reason !== undefined && { reason: input.reason }),
      payload: { from: row.urgency, to: input.urgency },
      change: { urgency: input.urgency },
    })
  })
  return changed(ctx, input.id)
}

export async function saveDraft(ctx: Ctx, input: { id: string; body: string }): Promise<{ ok: true }> {
  const me = staffActor(ctx)
  await transact(ctx, async (tx) => {
    await lockedConversationFor(tx, input.id, 'view')
    await putDraft(tx, { staffId: me.id, conversationId: input.id, body: input.body })
  })
  return { ok: true }
}

/** A line of the house in the customer's own words, also after the end: a ticket that came of it has something to say. */
export const tellInConversation = addSystemLine

/** A ticket waits for the customer here, or no more: their next message says so to it, in the commit that stores the message. */
export async function awaitAnswer(tx: Tx, id: string, awaited: boolean): Promise<void> {
  await changeConversation(tx, id, { awaited })
}

/** Rated elsewhere than in the window, by a private link: every desk that shows the conversation hears of it. */
export async function showRating(ctx: Ctx, { subject, actorType }: CommittedEvent): Promise<void> {
  if (subject.type !== 'conversation' || actorType === 'visitor') return
  await transact(ctx, async (tx) => {
    const row = await lockedConversationFor(tx, subject.id, 'view')
    await changeConversation(tx, row.id, {})
    announceChange(tx, row)
  })
}
