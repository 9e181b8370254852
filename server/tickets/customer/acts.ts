import type { Input } from '../../../domain/contract.ts'
import { AppError } from '../../../domain/errors.ts'
import type { answerMyTicket, CustomerTicket, disputeMyTicket } from '../../../domain/tickets/customer-contract.ts'
import { customerMay } from '../../../domain/tickets/progress.ts'
import { attachmentViews, bindToTicket } from '../../attachments/actions.ts'
import { type Ctx, type Tx, transact } from '../../platform/context.ts'
import { lockedTicketFor } from '../access.ts'
import { close } from '../life/ending.ts'
import { backToWork } from '../life/resolving.ts'
import { hearCustomer } from '../life/waiting.ts'
import { type Loaded, noteById } from '../queries.ts'
import { writeNote } from '../steps.ts'
import { customerTicketRow, ticketsOfCustomer } from './queries.ts'
import { customerViews } from './views.ts'

const shownAtMost = 50

export async function myTickets(ctx: Ctx): Promise<{ items: CustomerTicket[] }> {
  const { actor } = ctx
  if (actor.kind !== 'visitor') throw new AppError('not_signed_in')
  const rows = await ticketsOfCustomer(ctx, actor.customerId, shownAtMost)
  return { items: await customerViews(ctx, rows, actor.locale) }
}

export function answerMine(ctx: Ctx, { id, noteId, body, attachmentIds }: Input<typeof answerMyTicket>) {
  return onMine(ctx, id, (tx, row) => customerAnswers(tx, row, { noteId, body, attachmentIds }))
}

export const confirmMine = (ctx: Ctx, { id }: { id: string }) => onMine(ctx, id, customerConfirms)

export function disputeMine(ctx: Ctx, { id, reason }: Input<typeof disputeMyTicket>) {
  return onMine(ctx, id, (tx, row) => customerDisputes(tx, row, reason))
}

async function onMine(ctx: Ctx, id: string, work: (tx: Tx, row: Loaded) => Promise<unknown>) {
  await transact(ctx, async (tx) => work(tx, await lockedTicketFor(tx, id, 'view')))
  const row = await customerTicketRow(ctx, id)
  const locale = 'locale' in ctx.actor ? ctx.actor.locale : 'zh-CN'
  const [ticket] = await customerViews(ctx, row ? [row] : [], locale)
  if (!ticket) throw new AppError('not_found')
  return { ticket }
}

const allowed = (tx: Tx, row: Loaded) => customerMay(row.state, row.closedAt, tx.clock.now())

type Answer = { noteId: string; body: string; attachmentIds: readonly string[] }

/** What the customer adds; the answer to what was asked lets the work go on (R34). The same note again is the same note. */
export async function customerAnswers(tx: Tx, row: Loaded, { noteId, body, attachmentIds }: Answer): Promise<void> {
  if (await noteById(tx, noteId)) {
    if (body !== '') await writeNote(tx, row.id, { id: noteId, kind: 'customer', body })
    return
  }
  if (!allowed(tx, row).answer) throw new AppError('wrong_state')
  if (body.trim() === '' && attachmentIds.length === 0) throw new AppError('invalid_input')
  if (attachmentIds.length > 0) await bindToTicket(tx, { ids: attachmentIds, ticketId: row.id })
  await writeNote(tx, row.id, { id: noteId, kind: 'customer', body: body || (await namesOf(tx, attachmentIds)) })
  await hearCustomer(tx, row)
}

/** Files without a word are told by their names. */
async function namesOf(tx: Tx, attachmentIds: readonly string[]): Promise<string> {
  return [...(await attachmentViews(tx, attachmentIds)).values()].map(({ name }) => name).join('\n')
}

/** R41: closed when the customer agrees. */
export async function customerConfirms(tx: Tx, row: Loaded): Promise<void> {
  if (!allowed(tx, row).confirm) throw new AppError('wrong_state')
  await close(tx, row, { event: 'confirm', reason: 'confirmed' })
}

/** Not what was needed: back to work, also within 7 days of closing. */
export async function customerDisputes(tx: Tx, row: Loaded, reason: string): Promise<void> {
  if (!allowed(tx, row).dispute) throw new AppError('wrong_state')
  await writeNote(tx, row.id, { kind: 'customer', body: reason })
  await backToWork(tx, row, { event: row.state === 'closed' ? 'reopen' : 'dispute', reason })
}
