import { z } from 'zod'
import { endpoint, instant } from '../contract.ts'
import { healthKeys, healthStates } from './health.ts'

const figure = z.union([z.number(), z.string(), z.boolean(), z.null()])

export const healthView = z.strictObject({
  at: instant,
  state: z.enum(healthStates),
  items: z.array(
    z.strictObject({ key: z.enum(healthKeys), state: z.enum(healthStates), figures: z.record(z.string(), figure) }),
  ),
})
export type HealthView = z.output<typeof healthView>

export const getHealth = endpoint({
  method: 'GET',
  path: '/api/operations/health',
  audience: 'staff',
  permission: 'settings.manage',
  summary: 'Health of this node and of what it stands on, each part with its state and figures',
  reply: healthView,
})
