import { z } from 'zod'
import { id, instant } from '../contract.ts'

export const presenceStates = ['online', 'busy', 'away', 'offline'] as const
export const presenceReasons = ['break', 'meal', 'meeting', 'training', 'paperwork', 'other'] as const
export type PresenceState = (typeof presenceStates)[number]

export const presenceView = z
  .strictObject({
    staff: z.strictObject({ id, name: z.string(), staffNo: z.string() }),
    /** What the person chose. Nobody is given a customer unless `online` and `connected`. */
    state: z.enum(presenceStates),
    reason: z.enum(presenceReasons).nullable(),
    connected: z.boolean(),
    since: instant,
    /** Open conversations (active or waiting) and how many at once this person takes. */
    load: z.number().int(),
    capacity: z.number().int(),
    groupIds: z.array(id),
  })
  .meta({ id: 'Presence' })
export type PresenceView = z.infer<typeof presenceView>
