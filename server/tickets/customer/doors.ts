import { text } from '../../../domain/contract.ts'
import { AppError } from '../../../domain/errors.ts'
import type { Locale } from '../../../domain/locale.ts'
import type { CustomerTicket } from '../../../domain/tickets/customer-contract.ts'
import { type Ctx, type Tx, transact } from '../../platform/context.ts'
import { hashToken, newToken } from '../../platform/crypto.ts'
import { lockedTicketFor } from '../access.ts'
import { type Loaded, lockTicket } from '../queries.ts'
import { recordOf } from '../steps.ts'
import { customerAnswers, customerConfirms, customerDisputes } from './acts.ts'
import { customerTicketRow, type Door, doorOf, insertDoor, revokeDoors } from './queries.ts'
import { customerViews } from './views.ts'

const doorDays = 90

/** The address under which the customer follows this ticket without signing in; a new one ends the one before. */
export async function makeDoor(ctx: Ctx, { id }: { id: string }): Promise<{ url: string; expiresAt: string }> {
  return transact(ctx, async (tx) => {
    const row = await lockedTicketFor(tx, id, 'work')
    await revokeDoors(tx, id)
    const token = newToken()
    const expiresAt = new Date(tx.clock.now().getTime() + doorDays * 86_400_000)
    await insertDoor(tx, { tokenHash: hashToken(token) as Buffer, ticketId: id, expiresAt })
    recordOf(tx, row, { kind: 'door_made', payload: { expiresAt: expiresAt.toISOString() } })
    return { url: new URL(`/t/${token}`, tx.platform.publicUrl).href, expiresAt: expiresAt.toISOString() }
  })
}

export async function closeDoor(ctx: Ctx, { id }: { id: string }): Promise<{ ok: true }> {
  await transact(ctx, async (tx) => {
    const row = await lockedTicketFor(tx, id, 'work')
    await revokeDoors(tx, id)
    recordOf(tx, row, { kind: 'door_closed' })
  })
  return { ok: true }
}

export type Problem = 'needsWords' | 'needsReason' | 'tooLong' | 'tooLate'
export type Behind = { ticket: CustomerTicket; door: Door; locale: Locale; problem?: Problem; typed?: string }

/** What stands behind the address; a token that leads nowhere answers like one that never was. */
export async function ticketBehind(ctx: Ctx, token: string): Promise<Behind> {
  const hash = hashToken(token)
  const door = hash && (await doorOf(ctx, hash))
  const row = door && (await customerTicketRow(ctx, door.ticketId))
  const locale = (row?.locale ?? 'zh-CN') as Locale
  const [ticket] = await customerViews(ctx, row ? [row] : [], locale)
  if (!door || !ticket) throw new AppError('not_found')
  return { ticket, door, locale }
}

const noteId = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** Takes one of the page's three forms; a slip of the hand comes back as the page with what was typed. */
export async function takeDoorForm(ctx: Ctx, token: string, form: URLSearchParams): Promise<Behind | 'taken'> {
  const behind = await ticketBehind(ctx, token)
  // A browser sends the lines of a textarea as CR LF.
  const typed = (form.get('words') ?? '').replace(/\r\n?/g, '\n').trim()
  const act = form.get('act')
  const problem = problemOf(act, typed)
  if (problem) return { ...behind, problem, typed: typed.slice(0, 4000) }
  const id = form.get('note') ?? ''
  const work = (tx: Tx, row: Loaded): Promise<void> => {
    if (act === 'confirm') return customerConfirms(tx, row)
    if (act === 'dispute') return customerDisputes(tx, row, typed.replaceAll('\n', ' '))
    const sent = { noteId: noteId.test(id) ? id : tx.clock.newId(), body: typed, attachmentIds: [] }
    return customerAnswers(tx, row, sent)
  }
  try {
    await transact(ctx, async (tx) => {
      const row = await lockTicket(tx, behind.ticket.id)
      if (row) await work(tx, row)
    })
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'wrong_state') throw error
    return { ...(await ticketBehind(ctx, token)), problem: 'tooLate', typed }
  }
  return 'taken'
}

function problemOf(act: string | null, typed: string): Problem | null {
  if (act === 'confirm') return null
  if (typed === '') return act === 'dispute' ? 'needsReason' : 'needsWords'
  return text(act === 'dispute' ? 500 : 4000).safeParse(typed).success ? null : 'tooLong'
}
