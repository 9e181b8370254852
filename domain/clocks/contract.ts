import { z } from 'zod'
import { id, instant, localized } from '../contract.ts'
import { clockKinds, clockStates } from './kinds.ts'
import { urgencies } from './policies.ts'

export const urgency = z.enum(urgencies)

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
