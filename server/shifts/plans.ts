import type { PersonPlan } from '../../domain/shifts/contract.ts'
import { addDays, type Times, weekdayOf } from '../../domain/shifts/times.ts'
import type { Ctx } from '../platform/context.ts'
import { type Planned, patternsOf, plannedDays } from './plan-queries.ts'
import { zoneOf } from './queries.ts'

export const weekDays = (first: string) => Array.from({ length: 7 }, (_, index) => addDays(first, index))

/** Seven days of these people: what was planned for the day, else what is the same every week. */
export async function plansOf(ctx: Ctx, people: readonly Planned[], first: string): Promise<PersonPlan[]> {
  const days = weekDays(first)
  const timeZone = await zoneOf(ctx)
  const staffIds = people.map(({ id }) => id)
  const own = await plannedDays(ctx, { staffIds, first, last: days[6] ?? first, timeZone })
  const patterns = await patternsOf(ctx, staffIds)
  const key = (staffId: string, day: string) => `${staffId} ${day}`
  const ownByDay = new Map(own.map((row) => [key(row.staffId, row.day), row.times]))
  return people.map(({ id, name, staffNo, roles }) => {
    const pattern = patterns
      .filter(({ staffId }) => staffId === id)
      .map(({ weekday, from, until }) => ({ weekday, from, until }))
    return {
      staff: { id, name, staffNo },
      isSupervisor: roles.includes('supervisor'),
      pattern,
      days: days.map((day) => dayOf(day, ownByDay.get(key(id, day)), pattern)),
    }
  })
}

function dayOf(day: string, own: Times[] | undefined, pattern: PersonPlan['pattern']): PersonPlan['days'][number] {
  if (own) return { day, source: 'day', times: own }
  const times = pattern.filter(({ weekday }) => weekday === weekdayOf(day)).map(({ from, until }) => ({ from, until }))
  return { day, source: times.length > 0 ? 'pattern' : 'none', times }
}
