import { z } from 'zod'
import { endpoint, id } from '../contract.ts'
import { grains } from './satisfaction.ts'
import { wallView } from './wall.ts'

export const getWall = endpoint({
  method: 'GET',
  path: '/api/wall',
  audience: 'staff',
  permission: 'wall.view',
  summary: 'The supervisor’s wall: queue, agents, limits, today’s figures from roll-ups; live by the `wall` frame',
  reply: wallView,
})

const count = z.number().int()
const counts = { invited: count, answered: count, satisfied: count, low: count, total: count }
const day = z.iso.date()

export const satisfactionView = z
  .strictObject({
    from: day,
    to: day,
    timeZone: z.string(),
    total: z.strictObject(counts),
    /** How many answers gave 1, 2, 3, 4 and 5. */
    scores: z.array(count).length(5),
    /** Low scores whose call-back was due or made in the period, and how many were called in time (metrics 3.2). */
    callbacks: z.strictObject({ owed: count, inTime: count }),
    /** First day of each part of the period. */
    overTime: z.array(z.strictObject({ at: day, ...counts })),
    agents: z.array(z.strictObject({ id: id.nullable(), name: z.string(), staffNo: z.string(), ...counts })),
    groups: z.array(z.strictObject({ id: id.nullable(), name: z.string(), ...counts })),
    categories: z.array(z.strictObject({ key: z.string().nullable(), name: z.string(), ...counts })),
    channels: z.array(z.strictObject({ key: z.string(), ...counts })),
  })
  .meta({ id: 'Satisfaction' })
export type SatisfactionView = z.infer<typeof satisfactionView>

export const getSatisfaction = endpoint({
  method: 'GET',
  path: '/api/reports/satisfaction',
  audience: 'staff',
  permission: 'reports.view',
  summary:
    'Invitations and ratings of a period: all together, over time, by agent, group, category and channel; own, own groups or all by right',
  query: z.strictObject({
    from: day,
    to: day,
    grain: z.enum(grains).default('day'),
    groupId: id.optional(),
    staffId: id.optional(),
    channel: z.string().max(40).optional(),
  }),
  reply: satisfactionView,
  errors: ['invalid_input'],
})
