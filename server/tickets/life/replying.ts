import type { Input } from '../../../domain/contract.ts'
import type * as contract from '../../../domain/tickets/contract.ts'
import { nextTicketState } from '../../../domain/tickets/lifecycle.ts'
import { type Ctx, type Tx, transact } from '../../platform/context.ts'
import { lockedTicketFor, staffActor } from '../access.ts'
import { meetFirstResponse } from '../limits.ts'
import { type Loaded, noteById } from '../queries.ts'
import { stateAfter, takeStep, writeNote } from '../steps.ts'
import { tellCustomer } from '../telling.ts'

/** A person's words to the customer; the first ones meet the first response (model 2.3 "first_public_reply"). */
export async function replyToCustomer(ctx: Ctx, input: Input<typeof contract.replyToCustomer>): Promise<void> {
  const { id, noteId, body } = input
  await transact(ctx, async (tx) => {
    const row = await lockedTicketFor(tx, id, 'begin')
    if (await noteById(tx, noteId)) return void (await writeNote(tx, id, { id: noteId, kind: 'reply', body }))
    stateAfter(tx, row, 'reply')
    const me = staffActor(tx)
    const isFree = row.assigneeId === null
    const taken = isFree ? { assigneeId: me.id, assignedAt: tx.clock.now() } : {}
    await writeReply(tx, row, { id: noteId, body, change: taken })
  })
}

type Reply = { id: string; body: string; change?: Partial<Loaded> }

/** Note, word to the customer, limit and step of one reply. */
export async function writeReply(tx: Tx, row: Loaded, { id, body, change = {} }: Reply): Promise<{ isTold: boolean }> {
  const told = await tellCustomer(tx, row, { key: 'ticket_reply', body })
  await writeNote(tx, row.id, { id, kind: 'reply', body, ...told })
  const isFirst = row.firstReplyAt === null
  const met = isFirst ? await meetFirstResponse(tx, row) : {}
  const now = tx.clock.now()
  await takeStep(tx, row, {
    kind: 'replied',
    ...(nextTicketState(row.state, 'reply') && { event: 'reply' as const }),
    change: {
      ...change,
      ...(isFirst && { firstReplyAt: now }),
      ...(row.acceptedAt === null && { acceptedAt: now }),
      ...(row.toldAt === null && told && { toldAt: now }),
    },
    payload: met,
  })
  return { isTold: told !== null }
}
