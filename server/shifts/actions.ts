import type { Input } from '../../domain/contract.ts'
import { AppError } from '../../domain/errors.ts'
import type { Locale } from '../../domain/locale.ts'
import type {
  changeTemplates,
  copyWeek,
  getWeek,
  PersonPlan,
  planDay,
  planPattern,
  ShiftTemplate,
  WeekPlan,
} from '../../domain/shifts/contract.ts'
import {
  addDays,
  daysOverlap,
  mondayOf,
  patternOverlaps,
  type Times,
  type WeekdayTimes,
} from '../../domain/shifts/times.ts'
import { type Ctx, type Tx, transact } from '../platform/context.ts'
import { centre } from '../settings/queries.ts'
import { groupFor, groupsFor, plannable, staffActor } from './access.ts'
import * as rows from './plan-queries.ts'
import { plansOf, weekDays } from './plans.ts'
import { localDay, zoneOf } from './queries.ts'

export async function weekOf(ctx: Ctx, { first, groupId }: Input<typeof getWeek>): Promise<WeekPlan> {
  const actor = staffActor(ctx)
  const today = await localDay(ctx, ctx.clock.now())
  const monday = first ?? mondayOf(today)
  if (groupId) await groupFor(ctx, groupId, 'shifts.view')
  const people = await rows.plannedPeople(ctx, groupId ? { groupId } : { staffIds: [actor.id] })
  const managed = await groupsFor(ctx, 'shifts.manage')
  return {
    first: monday,
    today,
    timeZone: await zoneOf(ctx),
    groupId: groupId ?? null,
    groups: (await groupsFor(ctx, 'shifts.view')).map(({ id, name }) => ({ id, name: name[actor.locale as Locale] })),
    mayManage: groupId ? managed.some(({ id }) => id === groupId) : false,
    people: await plansOf(ctx, people, monday),
    templates: await rows.templates(ctx),
  }
}

/** One day of a person: hours, a day off, or back to what is the same every week. */
export async function planOneDay(ctx: Ctx, { id, day, times }: Input<typeof planDay>): Promise<PersonPlan> {
  return transact(ctx, async (tx) => {
    const person = await plannable(tx, id)
    await rows.lockPlans(tx, [id])
    await keepDays(tx, person, [{ day, times }])
    tx.record({ subject: { type: 'staff', id }, kind: 'shift.planned', payload: { day, times } })
    return onePlan(tx, person, mondayOf(day))
  })
}

export async function planEveryWeek(ctx: Ctx, { id, days }: Input<typeof planPattern>): Promise<PersonPlan> {
  if (new Set(days.map(({ weekday }) => weekday)).size < days.length || patternOverlaps(days))
    throw new AppError('shifts_overlap')
  return transact(ctx, async (tx) => {
    const person = await plannable(tx, id)
    await rows.lockPlans(tx, [id])
    await rows.replacePattern(tx, id, days)
    tx.record({ subject: { type: 'staff', id }, kind: 'shift.pattern_changed', payload: { days } })
    return onePlan(tx, person, mondayOf(await localDay(tx, tx.clock.now())))
  })
}

/** The week of everybody in a group as another week was; nobody's pattern is touched. */
export async function copyOneWeek(ctx: Ctx, { groupId, from, to }: Input<typeof copyWeek>): Promise<WeekPlan> {
  return transact(ctx, async (tx) => {
    await groupFor(tx, groupId, 'shifts.manage')
    if (addDays(to, 6) < (await localDay(tx, tx.clock.now()))) throw new AppError('wrong_state')
    const people = await rows.plannedPeople(tx, { groupId })
    await rows.lockPlans(
      tx,
      people.map(({ id }) => id),
    )
    const plans = await plansOf(tx, people, from)
    const today = await localDay(tx, tx.clock.now())
    const target = weekDays(to)
    for (const [index, person] of people.entries()) {
      const days = plans[index]?.days ?? []
      // Where nothing was planned nothing is: no day off is invented.
      const wanted = target.flatMap((day, at) => {
        const like = days[at]
        return like && like.source !== 'none' && day >= today ? { day, times: like.times } : []
      })
      if (wanted.length > 0) await keepDays(tx, person, wanted)
    }
    tx.record({ subject: { type: 'group', id: groupId }, kind: 'shift.week_copied', payload: { from, to } })
    return weekOf(tx, { first: to, groupId })
  })
}

export async function setTemplates(
  ctx: Ctx,
  { items }: Input<typeof changeTemplates>,
): Promise<{ items: ShiftTemplate[] }> {
  return transact(ctx, async (tx) => {
    await rows.replaceTemplates(tx, items)
    const home = await centre(tx)
    if (home) tx.record({ subject: { type: 'centre', id: home.id }, kind: 'shift_templates.changed' })
    return { items: await rows.templates(tx) }
  })
}

/** For set-up by the system: the demo company, an import. */
export async function setPattern(tx: Tx, staffId: string, days: readonly WeekdayTimes[]): Promise<void> {
  await rows.replacePattern(tx, staffId, days)
  tx.record({ subject: { type: 'staff', id: staffId }, kind: 'shift.pattern_changed', payload: { days } })
}

/** One day, likewise. */
export async function setDay(tx: Tx, staffId: string, { day, times }: { day: string; times: Times[] }): Promise<void> {
  await rows.clearDay(tx, staffId, day)
  await rows.insertDays(
    tx,
    times.map((one) => ({ ...one, staffId, day })),
    await zoneOf(tx),
  )
  tx.record({ subject: { type: 'staff', id: staffId }, kind: 'shift.planned', payload: { day, times } })
}

async function onePlan(tx: Tx, person: rows.Planned, first: string): Promise<PersonPlan> {
  const [plan] = await plansOf(tx, [person], first)
  if (!plan) throw new Error('plan of nobody')
  return plan
}

type Wanted = { day: string; times: Times[] | null }

/** What has been is not planned anew: who was on duty then is a fact. Nobody is in two shifts at once. */
async function keepDays(tx: Tx, person: rows.Planned, wanted: readonly Wanted[]): Promise<void> {
  const [first, last] = [wanted[0]?.day ?? '', wanted.at(-1)?.day ?? '']
  if (first < (await localDay(tx, tx.clock.now()))) throw new AppError('wrong_state')
  const timeZone = await zoneOf(tx)
  for (const { day, times } of wanted) {
    await rows.clearDay(tx, person.id, day)
    if (times?.length === 0) await rows.insertDayOff(tx, person.id, day)
    await rows.insertDays(
      tx,
      (times ?? []).map((one) => ({ ...one, staffId: person.id, day })),
      timeZone,
    )
  }
  const around = await onePlan(tx, person, addDays(first, -1))
  const after = await onePlan(tx, person, addDays(last, -5))
  const near = [...around.days, ...after.days].filter(({ day }) => day >= addDays(first, -1) && day <= addDays(last, 1))
  const byDay = new Map(near.map(({ day, times }) => [day, times]))
  const ordered = [...byDay.keys()].sort().map((day) => byDay.get(day) ?? [])
  if (daysOverlap(ordered)) throw new AppError('shifts_overlap')
}
