import { z } from 'zod'
import { clockKinds } from '../clocks/kinds.ts'
import { id, instant } from '../contract.ts'
import { personRef } from '../conversations/views.ts'
import { presenceView } from '../identity/presence.ts'

/** Figures of the wall; formula and edge cases of each: domain/reports/metrics.ts. */
export const wallFigures = [
  'welcome_in_time',
  'greeting_in_time',
  'frt_median',
  'asa',
  'csat_mean',
  'abandonment',
  'ticket_response',
  'ticket_result',
] as const
export type WallFigure = (typeof wallFigures)[number]

export const wallView = z
  .strictObject({
    at: instant,
    queue: z.array(
      z.strictObject({
        groupId: id,
        groupName: z.string(),
        length: z.number().int(),
        longestWaitSince: instant.nullable(),
      }),
    ),
    agents: z.array(presenceView),
    limits: z.array(
      z.strictObject({
        conversationId: id,
        customerName: z.string(),
        assignee: personRef.nullable(),
        kind: z.enum(clockKinds),
        dueAt: instant,
        breached: z.boolean(),
      }),
    ),
    figures: z.array(
      z.strictObject({
        figure: z.enum(wallFigures),
        /** Share 0..1, seconds or score, as the figure's unit says; null = n/a (denominator 0). */
        value: z.number().nullable(),
        n: z.number().int(),
        target: z.number().nullable(),
        /** Value per hour of today, in the centre's time zone, oldest first. */
        trend: z.array(z.number().nullable()),
      }),
    ),
    open: z.strictObject({
      queued: z.number().int(),
      active: z.number().int(),
      waiting: z.number().int(),
      handledToday: z.number().int(),
      ticketsCreated: z.number().int(),
      ticketsResolved: z.number().int(),
    }),
  })
  .meta({ id: 'Wall' })
export type WallView = z.infer<typeof wallView>
