import type { Input, Reply } from '../../domain/contract.ts'
import { AppError } from '../../domain/errors.ts'
import { scopesOf } from '../../domain/identity/permissions.ts'
import type { listShiftChecks, ShiftCheckView, updateCheckedItem } from '../../domain/shift-checks/contract.ts'
import { endOfItem, openMinutesBefore, stateOfCheck } from '../../domain/shift-checks/rules.ts'
import { startClockUntil, stopClocks } from '../clocks/actions.ts'
import { notify, notifyMany, settleNotices } from '../notifications/actions.ts'
import { type Ctx, type Tx, transact } from '../platform/context.ts'
import type { CommittedEvent } from '../platform/events.ts'
import { keysetPage, readCursor } from '../platform/keyset.ts'
import { shiftsEndingBetween, supervisorsInCharge } from '../shifts/queries.ts'
import { addTicketNote } from '../tickets/actions.ts'
import {
  type CheckViewRow,
  changeCheck,
  checkOfItem,
  checkPage,
  checksWaitingFor,
  checkViewRow,
  endItem,
  firstGroupOf,
  lockCheck,
  noteItem,
  openCheck,
  openCheckOf,
  waitingItems,
} from './queries.ts'

/** Opens the checks of all shifts that end within 30 minutes; run often, each check opens once. */
export async function openDueChecks(ctx: Ctx): Promise<void> {
  const now = ctx.clock.now()
  const ending = await shiftsEndingBetween(ctx, now, new Date(now.getTime() + openMinutesBefore * 60_000 + 1))
  for (const { staffId, endsAt } of ending) await transact(ctx, (tx) => open(tx, staffId, endsAt))
}

async function open(tx: Tx, staffId: string, endsAt: Date): Promise<void> {
  const opened = await openCheck(tx, { staffId, endsAt })
  if (!opened) return
  const subject = { type: 'shift_check', id: opened.id } as const
  await startClockUntil(tx, { subject, kind: 'shift_check', dueAt: endsAt, ownerId: staffId })
  tx.record({ subject, kind: 'shift_check.opened', to: 'open', payload: { staffId, items: opened.items } })
  await notify(tx, { staffId, kind: 'shift_check_open', subject, params: { time: endsAt.toISOString() } })
}

/** Looks again at what still waits; with the last item the check is done, at the end of the shift it is overdue. */
export async function lookAgain(tx: Tx, id: string, hasEnded = false): Promise<void> {
  const check = await lockCheck(tx, id)
  if (!check || check.state === 'done') return
  let waiting = 0
  for (const item of await waitingItems(tx, check)) {
    const how = endOfItem(item)
    if (how) await endItem(tx, item.id, how)
    else waiting++
  }
  const state = stateOfCheck(check.state, waiting, hasEnded)
  const subject = { type: 'shift_check', id } as const
  if (waiting === 0 && check.doneAt === null) {
    await changeCheck(tx, id, { state, doneAt: tx.clock.now() })
    await stopClocks(tx, id, ['shift_check'])
    await settleNotices(tx, subject, ['shift_check_open', 'shift_check_overdue'])
  } else if (state !== check.state) await changeCheck(tx, id, { state })
  if (state === check.state) return
  tx.record({
    subject,
    kind: `shift_check.${state}`,
    from: check.state,
    to: state,
    payload: { staffId: check.staffId, waiting },
  })
  if (state === 'overdue') await tellSupervisors(tx, check.staffId, id)
}

async function tellSupervisors(tx: Tx, staffId: string, id: string): Promise<void> {
  const row = await checkViewRow(tx, id)
  const supervisors = await supervisorsInCharge(tx, await firstGroupOf(tx, staffId))
  const told = supervisors.filter((supervisor) => supervisor !== staffId)
  const params = { agent: row?.staff.name ?? '' }
  await notifyMany(tx, told, { kind: 'shift_check_overdue', subject: { type: 'shift_check', id }, params })
}

/** Reaction: a note, a hand-over or an end of the ticket may be the update a check waits for. */
export async function lookAfterTicket(ctx: Ctx, event: CommittedEvent): Promise<void> {
  await lookAt(ctx, { ticketId: event.subject.id })
}

/** Reaction on the steps of a promise, which stand on the timeline of what it belongs to. */
export async function lookAfterCommitment(ctx: Ctx, event: CommittedEvent): Promise<void> {
  const commitmentId = event.payload?.commitmentId
  if (typeof commitmentId === 'string') await lookAt(ctx, { commitmentId })
}

async function lookAt(ctx: Ctx, subject: { ticketId?: string; commitmentId?: string }): Promise<void> {
  for (const id of await checksWaitingFor(ctx, subject)) await transact(ctx, (tx) => lookAgain(tx, id))
}

export async function mine(ctx: Ctx): Promise<{ check: ShiftCheckView | null }> {
  const open = await openCheckOf(ctx, myId(ctx))
  return { check: open ? await checkView(ctx, open.id) : null }
}

/** One word on one item; on a ticket it stands in the timeline. Nobody writes in another's check. */
export async function updateItem(ctx: Ctx, { itemId, note }: Input<typeof updateCheckedItem>) {
  const found = await checkOfItem(ctx, itemId)
  if (found?.staffId !== myId(ctx)) throw new AppError('not_found')
  await transact(ctx, async (tx) => {
    const check = await lockCheck(tx, found.id)
    const item = check && (await waitingItems(tx, check)).find(({ id }) => id === itemId)
    if (!item) throw new AppError('wrong_state')
    await noteItem(tx, itemId, note)
    if (item.ticketId) await addTicketNote(tx, { ticketId: item.ticketId, kind: 'shift_update', body: note })
    await lookAgain(tx, found.id)
  })
  return { check: await checkView(ctx, found.id) }
}

export async function ofMyGroups(
  ctx: Ctx,
  { state, cursor, limit }: Input<typeof listShiftChecks>,
): Promise<Reply<typeof listShiftChecks>> {
  if (ctx.actor.kind !== 'staff') throw new AppError('not_allowed')
  const scopes = scopesOf(ctx.actor.roles, 'shift_checks.view')
  const groupIds = scopes.includes('all') ? null : scopes.includes('group') ? ctx.actor.groupIds : []
  const rows = await checkPage(ctx, { groupIds, state, cursor: readCursor(cursor), limit: limit + 1 })
  const { page, nextCursor } = keysetPage(rows, limit)
  return { items: page.map(viewOf), nextCursor }
}

async function checkView(ctx: Ctx, id: string): Promise<ShiftCheckView> {
  const row = await checkViewRow(ctx, id)
  if (!row) throw new Error(`shift check ${id} has no row`)
  return viewOf(row)
}

// JSON built by PostgreSQL writes +00:00; views carry one form of time only.
const isoText = (at: string) => new Date(at).toISOString()

function viewOf({ id, staff, endsAt, openedAt, state, doneAt, items }: CheckViewRow): ShiftCheckView {
  return {
    id,
    staff,
    endsAt: endsAt.toISOString(),
    openedAt: openedAt.toISOString(),
    state,
    doneAt: doneAt?.toISOString() ?? null,
    items: items.map((item) => ({
      ...item,
      ticket: item.ticket && {
        ...(item.ticket as NonNullable<ShiftCheckView['items'][number]['ticket']>),
        dueAt: item.ticket.dueAt && isoText(item.ticket.dueAt),
      },
      commitment: item.commitment && { ...item.commitment, dueAt: isoText(item.commitment.dueAt) },
      doneAt: item.doneAt && isoText(item.doneAt),
    })),
  }
}

function myId({ actor }: Ctx): string {
  if (actor.kind !== 'staff') throw new Error('shifts are worked by people')
  return actor.id
}
