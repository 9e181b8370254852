import { z } from 'zod'
import { byId, done, endpoint, id, instant, line, localized } from '../contract.ts'
import { openingHours } from '../settings/hours.ts'
import { clockKinds, clockStates, serviceKinds } from './kinds.ts'
import { urgencies } from './policies.ts'

export const urgency = z.enum(urgencies)
const localizedName = z.strictObject({ 'zh-CN': line(60), 'zh-TW': line(60), en: line(60) })

export const policyConditions = z.strictObject({
  urgency: urgency.nullable(),
  category: z.string().max(80).nullable(),
  channel: z.string().max(40).nullable(),
  customerLevel: z.string().max(40).nullable(),
  groupId: id.nullable(),
})

/** Why a clock runs as long as it does: what the policy said when the clock started or was changed. */
export const clockReason = z
  .strictObject({
    policyId: id,
    conditions: policyConditions,
    targetMinutes: z.number(),
    urgency,
    calendar: z.strictObject({ id, name: localized }).nullable(),
    /** `urgent_response`: metrics 3.3, plain hours although the policy has a calendar. */
    time: z.enum(['business', 'plain', 'urgent_response']),
  })
  .meta({ id: 'ClockReason' })
export type ClockReason = z.infer<typeof clockReason>

/** A clock as people see it; several of a kind are history, the newest last. */
export const serviceClockView = z
  .strictObject({
    id,
    subjectId: id,
    kind: z.enum(clockKinds),
    state: z.enum(clockStates),
    startedAt: instant,
    dueAt: instant,
    pausedAt: instant.nullable(),
    stoppedAt: instant.nullable(),
    ownerId: id.nullable(),
    /** Share of the target that has counted, 100 and more when it is over; null for clocks that were agreed by hand. */
    percentGone: z.number().nullable(),
    /** Null for clocks that were agreed by hand. */
    why: clockReason.nullable(),
  })
  .meta({ id: 'ServiceClock' })
export type ServiceClockView = z.infer<typeof serviceClockView>

const days = z.array(z.iso.date()).max(200)
const calendarFields = z.strictObject({
  name: localizedName,
  timeZone: openingHours.shape.timeZone,
  /** A calendar that never opens would make nothing ever due. */
  week: openingHours.shape.week.refine((week) => Object.values(week).some((day) => day.length > 0)),
  holidays: z
    .array(z.strictObject({ date: z.iso.date(), name: line(40) }))
    .max(400)
    .refine((list) => isOncePerDay(list.map(({ date }) => date))),
  makeUpDays: days.refine(isOncePerDay),
})
function isOncePerDay(dates: readonly string[]): boolean {
  return new Set(dates).size === dates.length
}
export type CalendarFields = z.infer<typeof calendarFields>

export const calendarView = calendarFields
  .extend({
    id,
    /** Came with the product: can be changed, not removed. */
    shipped: z.boolean(),
    /** How many service levels count by it. */
    usedBy: z.number().int(),
  })
  .meta({ id: 'WorkCalendar' })
export type CalendarView = z.infer<typeof calendarView>

const policyFields = policyConditions.extend({
  targetMinutes: z
    .number()
    .int()
    .min(1)
    .max(366 * 1440),
  /** Business time of this calendar; null = plain time. */
  calendarId: id.nullable(),
  /** Percentages of the target; null = those of the urgency, empty = none. */
  reminders: z.array(z.number().int().min(1).max(99)).max(5).nullable(),
  active: z.boolean(),
})
export type PolicyFields = z.infer<typeof policyFields>

export const policyView = policyFields
  .extend({
    id,
    kind: z.enum(serviceKinds),
    /** Came with the product: can be changed and switched off, not removed. */
    shipped: z.boolean(),
  })
  .meta({ id: 'ServicePolicy' })
export type PolicyView = z.infer<typeof policyView>

const settingsPart = { audience: 'staff', permission: 'settings.manage' } as const

export const listCalendars = endpoint({
  ...settingsPart,
  method: 'GET',
  path: '/api/settings/calendars',
  summary: 'Working calendars with their holidays and make-up days',
  reply: z.strictObject({ items: z.array(calendarView) }),
})
export const createCalendar = endpoint({
  ...settingsPart,
  method: 'POST',
  path: '/api/settings/calendars',
  summary: 'Add a working calendar',
  body: calendarFields,
  reply: calendarView,
})
export const updateCalendar = endpoint({
  ...settingsPart,
  method: 'PUT',
  path: '/api/settings/calendars/:id',
  summary: 'Change a working calendar; what is due already stays due when it was',
  params: byId,
  body: calendarFields,
  reply: calendarView,
  errors: ['not_found'],
})
export const removeCalendar = endpoint({
  ...settingsPart,
  method: 'DELETE',
  path: '/api/settings/calendars/:id',
  summary: 'Remove a working calendar that nothing counts by; shipped ones stay',
  params: byId,
  reply: done,
  errors: ['not_found', 'still_in_use'],
})

export const listPolicies = endpoint({
  ...settingsPart,
  method: 'GET',
  path: '/api/settings/service-levels',
  summary: 'Service levels in the order in which they are asked: per kind, the first that matches counts',
  reply: z.strictObject({ items: z.array(policyView) }),
})
export const createPolicy = endpoint({
  ...settingsPart,
  method: 'POST',
  path: '/api/settings/service-levels',
  summary: 'Add a service level; it is asked before the others of its kind',
  body: policyFields.extend({ kind: z.enum(serviceKinds) }),
  reply: policyView,
  errors: ['not_found'],
})
export const updatePolicy = endpoint({
  ...settingsPart,
  method: 'PUT',
  path: '/api/settings/service-levels/:id',
  summary: 'Change a service level for what starts from now on',
  params: byId,
  body: policyFields,
  reply: policyView,
  errors: ['not_found'],
})
export const removePolicy = endpoint({
  ...settingsPart,
  method: 'DELETE',
  path: '/api/settings/service-levels/:id',
  summary: 'Remove a service level of your own; shipped ones can be switched off',
  params: byId,
  reply: done,
  errors: ['not_found', 'still_in_use'],
})
export const orderPolicies = endpoint({
  ...settingsPart,
  method: 'PUT',
  path: '/api/settings/service-levels/order',
  summary: 'Put the service levels of one kind into this order; it must name each of them once',
  body: z.strictObject({ kind: z.enum(serviceKinds), ids: z.array(id).max(200) }),
  reply: done,
  errors: ['stale'],
})

export const dueStep = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('open'), date: z.iso.date(), from: instant, until: instant, makeUp: z.boolean() }),
  z.strictObject({ kind: z.literal('holiday'), date: z.iso.date(), name: z.string() }),
  z.strictObject({ kind: z.literal('rest'), date: z.iso.date() }),
])
export type DueStep = z.infer<typeof dueStep>

export const previewClock = endpoint({
  method: 'POST',
  path: '/api/clocks/preview',
  audience: 'staff',
  summary: 'When would this be due, and why: the service level that matches, the hours that count, the days left out',
  body: policyConditions.extend({ kind: z.enum(serviceKinds), urgency, startedAt: instant }),
  reply: z.strictObject({
    /** Null: no service level matches, there is no limit. */
    dueAt: instant.nullable(),
    why: clockReason.nullable(),
    reminders: z.array(z.strictObject({ at: instant, percent: z.number() })),
    timeZone: z.string().nullable(),
    steps: z.array(dueStep),
    /** The steps are only the first and the last days. */
    isShortened: z.boolean(),
  }),
})
export type ClockPreview = z.infer<typeof previewClock.reply>
