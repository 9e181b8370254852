import { sql } from 'kysely'
import { z } from 'zod'
import type { WorkCalendar } from '../../domain/clocks/calendars.ts'
import { serviceKinds } from '../../domain/clocks/kinds.ts'
import { type ServicePolicy, urgencies } from '../../domain/clocks/policies.ts'
import { localized } from '../../domain/contract.ts'
import type { Ctx, Tx } from '../platform/context.ts'

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

/** Changes of service levels one after the other: each looks at the others. */
export async function holdLevels(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('service levels'))`.execute(tx.db)
}

/** New, or in the place of what is there. */
export async function writePolicies(tx: Tx, policies: readonly ServicePolicy[]): Promise<void> {
  for (const { reminders, ...policy } of policies) {
    const row = { ...policy, reminders: reminders && [...reminders] }
    await tx.db
      .insertInto('servicePolicy')
      .values(row)
      .onConflict((same) => same.column('id').doUpdateSet(row))
      .execute()
  }
}

export async function deletePolicy(tx: Tx, id: string): Promise<void> {
  await tx.db.deleteFrom('servicePolicy').where('id', '=', id).execute()
}

export async function writeCalendar(tx: Tx, calendar: WorkCalendar): Promise<void> {
  const { id, name, timeZone, week, holidays, makeUpDays } = calendar
  const row = { name: JSON.stringify(name), timeZone, hours: JSON.stringify({ week, holidays, makeUpDays }) }
  await tx.db
    .insertInto('workCalendar')
    .values({ id, ...row, createdAt: tx.clock.now() })
    .onConflict((same) => same.column('id').doUpdateSet(row))
    .execute()
}

export async function deleteCalendar(tx: Tx, id: string): Promise<void> {
  await tx.db.deleteFrom('workCalendar').where('id', '=', id).execute()
}

/** Whether a clock that has not ended counts by it. */
export async function countsByCalendar(ctx: Ctx, id: string): Promise<boolean> {
  const open = ctx.db.selectFrom('clock').select('id').where('calendarId', '=', id).where('stoppedAt', 'is', null)
  return (await open.limit(1).executeTakeFirst()) !== undefined
}
