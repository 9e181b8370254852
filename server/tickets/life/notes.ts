import type { Input } from '../../../domain/contract.ts'
import { seesOnlyPart } from '../../../domain/tickets/access.ts'
import type * as contract from '../../../domain/tickets/contract.ts'
import { bindToTicket } from '../../attachments/actions.ts'
import type { Ctx } from '../../platform/context.ts'
import { staffActor } from '../access.ts'
import { factsOf } from '../queries.ts'
import { takeStep, writeNote } from '../steps.ts'
import { replaceChecks } from './check-queries.ts'
import { onTicket } from './on-ticket.ts'

/** What is done and found out, written down as it happens; a department's words stand under its name. */
export function addNote(ctx: Ctx, input: Input<typeof contract.addNote>): Promise<void> {
  const { id, noteId, body } = input
  return onTicket(ctx, { id, need: 'note' }, async (tx, row) => {
    const me = staffActor(tx)
    const isPart = seesOnlyPart(me, factsOf(row))
    const kind = isPart ? 'department' : input.kind
    const departmentId = isPart ? me.departmentId : null
    const { isNew } = await writeNote(tx, id, { id: noteId, kind, body, departmentId })
    if (!isNew) return
    await takeStep(tx, row, {
      kind: 'noted',
      payload: { noteKind: kind, ...(departmentId && { nodeDepartmentId: departmentId }) },
    })
  })
}

export function attachToTicket(ctx: Ctx, { id, attachmentIds }: Input<typeof contract.attachToTicket>): Promise<void> {
  return onTicket(ctx, { id, need: 'note' }, async (tx, row) => {
    await bindToTicket(tx, { ids: attachmentIds, ticketId: id })
    await takeStep(tx, row, { kind: 'attached', payload: { count: attachmentIds.length } })
  })
}

/** The checklist as it is now: who ticked what, and when, stays with the item. */
export function setChecks(ctx: Ctx, { id, items }: Input<typeof contract.setChecks>): Promise<void> {
  return onTicket(ctx, { id, need: 'work' }, async (tx, row) => {
    await replaceChecks(tx, { ticketId: id, staffId: staffActor(tx).id, items })
    const done = items.filter((item) => item.done).length
    await takeStep(tx, row, { kind: 'checked', payload: { done, count: items.length } })
  })
}

/** R28: somebody told the customer number, department and limit where the product could not. */
export function tellTicket(ctx: Ctx, { id, by }: Input<typeof contract.tellTicket>): Promise<void> {
  return onTicket(ctx, { id, need: 'work' }, async (tx, row) => {
    if (row.toldAt) return
    await takeStep(tx, row, { kind: 'told', change: { toldAt: tx.clock.now() }, payload: { what: 'opened', by } })
  })
}
