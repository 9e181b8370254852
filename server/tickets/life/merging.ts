import type { Input } from '../../../domain/contract.ts'
import { AppError } from '../../../domain/errors.ts'
import type * as contract from '../../../domain/tickets/contract.ts'
import { isFinal } from '../../../domain/tickets/lifecycle.ts'
import { type Ctx, type Tx, transact } from '../../platform/context.ts'
import { isCategory } from '../../settings/queries.ts'
import { lockedTicketFor, staffActor, ticketFor } from '../access.ts'
import type { NewTicket } from '../opening/create-queries.ts'
import { createTogether } from '../opening/store.ts'
import { type Loaded, ticketIdByNo } from '../queries.ts'
import { recordOf, stateAfter, takeStep } from '../steps.ts'
import { inCustomersWords, tellCustomer } from '../telling.ts'
import { finalRefusal } from '../words.ts'
import { dropWork } from './closing.ts'
import { insertLink, removeLink } from './link-queries.ts'
import { onTicket } from './on-ticket.ts'

/** The same matter: this one ends, the other lives on with the customer told, and both stay linked. */
export async function mergeTicket(ctx: Ctx, { id, intoId, reason }: Input<typeof contract.mergeTicket>): Promise<void> {
  if (id === intoId) throw new AppError('invalid_input', {}, { intoId: 'own' })
  await transact(ctx, async (tx) => {
    const { row, into } = await lockBoth(tx, id, intoId)
    stateAfter(tx, row, 'merge')
    await dropWork(tx, row)
    await insertLink(tx, { ticketId: id, otherId: intoId, kind: 'merged', linkedBy: staffActor(tx).id })
    const body = await inCustomersWords(tx, row, 'merged', { no: row.no, intoNo: into.no })
    await tellCustomer(tx, row, { key: 'ticket_merged', body, params: { intoNo: into.no } })
    await takeStep(tx, row, {
      ...{ kind: 'merged', event: 'merge', reason },
      change: { duplicateOf: intoId, closeReason: 'merged' },
      payload: { intoId },
    })
    await takeStep(tx, into, { kind: 'linked', payload: { otherId: id, as: 'merged' } })
  })
}

/** In one order, whichever is merged into which: two supervisors must not wait for each other. */
async function lockBoth(tx: Tx, id: string, intoId: string): Promise<{ row: Loaded; into: Loaded }> {
  const locked = new Map<string, Loaded>()
  for (const one of [id, intoId].sort()) locked.set(one, await lockOne(tx, one, one === id))
  const [row, into] = [locked.get(id) as Loaded, locked.get(intoId) as Loaded]
  if (isFinal(into.state)) throw finalRefusal(tx.actor, into.state)
  return { row, into }
}

async function lockOne(tx: Tx, id: string, isItself: boolean): Promise<Loaded> {
  if (isItself) return lockedTicketFor(tx, id, 'oversee')
  return lockedTicketFor(tx, id, 'view').catch((error) => {
    throw error instanceof AppError ? new AppError('invalid_input', {}, { intoId: 'unknown' }) : error
  })
}

/** A second matter gets a ticket of its own, with the same customer, people and conversation. */
export async function splitTicket(ctx: Ctx, input: Input<typeof contract.splitTicket>): Promise<void> {
  const { id, ticketId } = input
  await transact(ctx, async (tx) => {
    const row = await lockedTicketFor(tx, id, 'work')
    if (await isSplitBefore(tx, row, ticketId)) return
    if (!(await isCategory(tx, input.category))) throw new AppError('invalid_input', {}, { category: 'unknown' })
    const { customerLevel } = row
    const one = {
      actor: tx.actor,
      customerLevel,
      attachmentIds: [],
      tells: row.conversationId !== null,
      routedBy: 'split',
    }
    await createTogether(tx, [{ ...one, row: secondOf(tx, row, input) }])
    await insertLink(tx, { ticketId: id, otherId: ticketId, kind: 'split', linkedBy: staffActor(tx).id })
    await takeStep(tx, row, { kind: 'split', payload: { otherId: ticketId } })
  })
}

/** The same split again answers what it made; another ticket of this id is somebody else's. */
async function isSplitBefore(tx: Tx, row: Loaded, ticketId: string): Promise<boolean> {
  const before = await ticketFor(tx, ticketId, 'view').catch(() => null)
  if (!before) return false
  if (before.splitFrom !== row.id) throw new AppError('idempotency_mismatch')
  return true
}

function secondOf(tx: Tx, row: Loaded, input: Input<typeof contract.splitTicket>): NewTicket {
  const { ticketId, subject, category, descriptionCustomer } = input
  const now = tx.clock.now()
  return {
    ...row,
    ...{ id: ticketId, subject, category, descriptionCustomer, state: row.assigneeId ? 'assigned' : 'new' },
    ...{ descriptionVerified: '', initialSuggestion: '', urgencyReason: '', digest: '' },
    ...{ parentId: null, splitFrom: row.id, createdBy: staffActor(tx).id, createdAt: now },
    ...{ assignedAt: row.assigneeId ? now : null, acceptedAt: null },
    fields: row.fields as NewTicket['fields'],
    checks: [],
    quoteSeqs: [],
  }
}

export function linkTickets(ctx: Ctx, { id, otherNo }: { id: string; otherNo: string }): Promise<void> {
  return onTicket(ctx, { id, need: 'work' }, async (tx, row) => {
    const otherId = await ticketIdByNo(tx, otherNo)
    const other = otherId ? await ticketFor(tx, otherId, 'view').catch(() => null) : null
    if (!other) throw new AppError('invalid_input', {}, { otherNo: 'unknown' })
    if (other.id === id) throw new AppError('invalid_input', {}, { otherNo: 'own' })
    const link = { ticketId: id, otherId: other.id, kind: 'related', linkedBy: staffActor(tx).id } as const
    if (!(await insertLink(tx, link))) return
    await takeStep(tx, row, { kind: 'linked', payload: { otherId: other.id, as: 'related' } })
    recordOf(tx, other, { kind: 'linked', payload: { otherId: id, as: 'related' } })
  })
}

/** Only what people connected: a split and a merge stay what they were. */
export function unlinkTickets(ctx: Ctx, { id, otherId }: { id: string; otherId: string }): Promise<void> {
  return onTicket(ctx, { id, need: 'work' }, async (tx, row) => {
    if (!(await removeLink(tx, id, otherId))) throw new AppError('invalid_input', {}, { otherId: 'unknown' })
    await takeStep(tx, row, { kind: 'unlinked', payload: { otherId } })
  })
}
