import { shippedCalendars, type WorkCalendar } from '../../domain/clocks/calendars.ts'
import type * as contract from '../../domain/clocks/contract.ts'
import { type CalendarView, calendarView } from '../../domain/clocks/contract.ts'
import type { Input, Reply } from '../../domain/contract.ts'
import { AppError } from '../../domain/errors.ts'
import { type Ctx, type Tx, transact } from '../platform/context.ts'
import { assertMayChange } from '../settings/access.ts'
import { countsByCalendar, deleteCalendar, holdLevels, writeCalendar } from './level-queries.ts'
import { freshLevels, type ServiceLevels, tellChange } from './levels.ts'

export async function listCalendars(ctx: Ctx): Promise<Reply<typeof contract.listCalendars>> {
  const levels = await freshLevels(ctx)
  return { items: [...levels.calendars.values()].map((one) => viewOf(one, levels)) }
}

export async function createCalendar(ctx: Ctx, fields: Input<typeof contract.createCalendar>): Promise<CalendarView> {
  assertMayChange(ctx)
  return transact(ctx, async (tx) => {
    const made = { ...fields, id: tx.clock.newId() }
    await writeCalendar(tx, made)
    return changed(tx, 'work_calendar.added', made)
  })
}

export async function updateCalendar(
  ctx: Ctx,
  { id, ...fields }: Input<typeof contract.updateCalendar>,
): Promise<CalendarView> {
  assertMayChange(ctx)
  return transact(ctx, async (tx) => {
    await holdLevels(tx)
    await existing(tx, id)
    await writeCalendar(tx, { ...fields, id })
    return changed(tx, 'work_calendar.changed', { ...fields, id })
  })
}

/** What policies or open clocks count by cannot go: nobody could say any more when they are due. */
export async function removeCalendar(
  ctx: Ctx,
  { id }: Input<typeof contract.removeCalendar>,
): Promise<Reply<typeof contract.removeCalendar>> {
  assertMayChange(ctx)
  return transact(ctx, async (tx) => {
    await holdLevels(tx)
    const { policies } = await existing(tx, id)
    const isUsed = isShipped(id) || policies.some((one) => one.calendarId === id) || (await countsByCalendar(tx, id))
    if (isUsed) throw new AppError('still_in_use')
    await deleteCalendar(tx, id)
    tx.record({ subject: { type: 'work_calendar', id }, kind: 'work_calendar.removed' })
    tellChange(tx)
    return { ok: true }
  })
}

async function existing(tx: Tx, id: string): Promise<ServiceLevels> {
  const levels = await freshLevels(tx)
  if (!levels.calendars.has(id)) throw new AppError('not_found')
  return levels
}

async function changed(tx: Tx, kind: string, calendar: WorkCalendar): Promise<CalendarView> {
  const { timeZone, holidays, makeUpDays } = calendar
  tx.record({
    subject: { type: 'work_calendar', id: calendar.id },
    kind,
    payload: { timeZone, holidays: holidays.length, makeUpDays: makeUpDays.length },
  })
  tellChange(tx)
  const levels = await freshLevels(tx)
  return viewOf(levels.calendars.get(calendar.id) ?? calendar, levels)
}

const isShipped = (id: string) => shippedCalendars.some((one) => one.id === id)

function viewOf(calendar: WorkCalendar, { policies }: ServiceLevels): CalendarView {
  const usedBy = policies.filter((one) => one.calendarId === calendar.id).length
  return calendarView.parse({ ...calendar, shipped: isShipped(calendar.id), usedBy })
}
