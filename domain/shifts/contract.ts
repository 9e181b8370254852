import { z } from 'zod'
import { endpoint, id, line } from '../contract.ts'
import { isTooLong } from './times.ts'

const wallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
/** A calendar day in the centre's time zone. */
export const calendarDay = z.iso.date()
const hours = { from: wallTime, until: wallTime }
const length = { path: ['until'], error: 'too_long' }

export const shiftTimes = z.strictObject(hours)
const wantedTimes = shiftTimes.refine((times) => !isTooLong(times), length)
const weekday = z.number().int().min(1).max(7)
const templateName = z.strictObject({ 'zh-CN': line(20), 'zh-TW': line(20), en: line(20) })

export const shiftTemplate = z.strictObject({ name: templateName, ...hours })
export type ShiftTemplate = z.infer<typeof shiftTemplate>

export const dayPlan = z.strictObject({
  day: calendarDay,
  /** `day`: planned for this very day; `pattern`: as every week; `none`: nothing planned. */
  source: z.enum(['day', 'pattern', 'none']),
  /** Empty with source `day`: a day off. */
  times: z.array(shiftTimes),
})
export type DayPlan = z.infer<typeof dayPlan>

export const personPlan = z.strictObject({
  staff: z.strictObject({ id, name: z.string(), staffNo: z.string() }),
  isSupervisor: z.boolean(),
  days: z.array(dayPlan),
  pattern: z.array(z.strictObject({ weekday, ...hours })),
})
export type PersonPlan = z.infer<typeof personPlan>

export const weekPlan = z.strictObject({
  first: calendarDay,
  today: calendarDay,
  timeZone: z.string(),
  /** The group shown; null when only mine are. */
  groupId: id.nullable(),
  /** Groups whose plan I may see. */
  groups: z.array(z.strictObject({ id, name: z.string() })),
  mayManage: z.boolean(),
  people: z.array(personPlan),
  templates: z.array(shiftTemplate),
})
export type WeekPlan = z.infer<typeof weekPlan>

const view = { audience: 'staff', permission: 'shifts.view' } as const
const manage = { audience: 'staff', permission: 'shifts.manage' } as const

export const getWeek = endpoint({
  ...view,
  method: 'GET',
  path: '/api/shifts',
  summary: 'Seven days of shifts: of a group that I may see, or mine',
  query: z.strictObject({ first: calendarDay.optional(), groupId: id.optional() }),
  reply: weekPlan,
  errors: ['not_found'],
})
export const planDay = endpoint({
  ...manage,
  method: 'PUT',
  path: '/api/shifts/:id/:day',
  summary: 'Plan one day of a person: hours, none for a day off, null for the weekly pattern',
  params: z.strictObject({ id, day: calendarDay }),
  body: z.strictObject({ times: z.array(wantedTimes).max(3).nullable() }),
  reply: personPlan,
  errors: ['not_found', 'shifts_overlap', 'wrong_state'],
})
export const planPattern = endpoint({
  ...manage,
  method: 'PUT',
  path: '/api/shift-patterns/:id',
  summary: 'The shifts of a person that are the same every week; days planned by themselves stay',
  params: z.strictObject({ id }),
  body: z.strictObject({
    days: z.array(z.strictObject({ weekday, ...hours }).refine((times) => !isTooLong(times), length)).max(7),
  }),
  reply: personPlan,
  errors: ['not_found', 'shifts_overlap'],
})
export const copyWeek = endpoint({
  ...manage,
  method: 'POST',
  path: '/api/shifts/copy',
  summary: 'Plan seven days of a group as seven others were',
  body: z.strictObject({ groupId: id, from: calendarDay, to: calendarDay }),
  reply: weekPlan,
  errors: ['not_found', 'shifts_overlap', 'wrong_state'],
})
export const changeTemplates = endpoint({
  ...manage,
  method: 'PUT',
  path: '/api/shift-templates',
  summary: 'The kinds of shift that are offered when planning',
  body: z.strictObject({
    items: z
      .array(shiftTemplate.refine((times) => !isTooLong(times), length))
      .min(1)
      .max(12),
  }),
  reply: z.strictObject({ items: z.array(shiftTemplate) }),
})
