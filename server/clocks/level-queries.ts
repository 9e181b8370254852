import { z } from 'zod'
import type { WorkCalendar } from '../../domain/clocks/calendars.ts'
import { serviceKinds } from '../../domain/clocks/kinds.ts'
import { type ServicePolicy, urgencies } from '../../domain/clocks/policies.ts'
import { localized } from '../../domain/contract.ts'
import type { Ctx } from '../platform/context.ts'

const policyRow = z.object({
  id: z.string(),
  kind: z.enum(serviceKinds),
  urgency: z.enum(urgencies).nullable(),
  category: z.string().nullable(),
  channel: z.string().nullable(),
  customerLevel: z.string().nullable(),
  groupId: z.string().nullable(),
  targetMinutes: z.number(),
  calendarId: z.string().nullable(),
  reminders: z.array(z.number()).nullable(),
  active: z.boolean(),
  position: z.number(),
})

/** What the centre has made or changed. */
export async function ownPolicies(ctx: Ctx): Promise<ServicePolicy[]> {
  const rows = await ctx.db.selectFrom('servicePolicy').selectAll().orderBy('position').orderBy('id').execute()
  return rows.map((row) => policyRow.parse(row))
}

const day = z.array(z.tuple([z.string(), z.string()]))
const hours = z.object({
  week: z.object({ 1: day, 2: day, 3: day, 4: day, 5: day, 6: day, 7: day }),
  holidays: z.array(z.object({ date: z.string(), name: z.string() })),
  makeUpDays: z.array(z.string()),
})

export async function ownCalendars(ctx: Ctx): Promise<WorkCalendar[]> {
  const rows = await ctx.db.selectFrom('workCalendar').selectAll().orderBy('createdAt').orderBy('id').execute()
  return rows.map(({ id, name, timeZone, hours: kept }) => ({
    id,
    name: localized.parse(name),
    timeZone,
    ...hours.parse(kept),
  }))
}
