import { z } from 'zod'
import { endpoint, id, instant, text } from '../contract.ts'
import { personRef } from '../conversations/views.ts'
import { ticketStates } from '../tickets/lifecycle.ts'
import { urgencies } from '../tickets/urgency.ts'
import { itemEnds, shiftCheckStates } from './rules.ts'

const item = z.strictObject({
  id,
  ticket: z
    .strictObject({
      id,
      no: z.string(),
      subject: z.string(),
      state: z.enum(ticketStates),
      urgency: z.enum(urgencies),
      dueAt: instant.nullable(),
    })
    .nullable(),
  commitment: z.strictObject({ id, no: z.string(), body: z.string(), dueAt: instant }).nullable(),
  how: z.enum(itemEnds).nullable(),
  note: z.string(),
  doneAt: instant.nullable(),
})

export const shiftCheckView = z
  .strictObject({
    id,
    staff: personRef,
    endsAt: instant,
    openedAt: instant,
    state: z.enum(shiftCheckStates),
    doneAt: instant.nullable(),
    items: z.array(item),
  })
  .meta({ id: 'ShiftCheck' })
export type ShiftCheckView = z.infer<typeof shiftCheckView>

export const myShiftCheck = endpoint({
  method: 'GET',
  path: '/api/shift-check',
  audience: 'staff',
  permission: 'commitments.work',
  summary: 'What of mine still needs a word before my shift ends; null when no check is open (R58)',
  reply: z.strictObject({ check: shiftCheckView.nullable() }),
})
export const updateCheckedItem = endpoint({
  method: 'POST',
  path: '/api/shift-check/items/:itemId',
  audience: 'staff',
  permission: 'commitments.work',
  summary: 'The update of one ticket or promise; on a ticket it stands as a note of the shift',
  params: z.strictObject({ itemId: id }),
  body: z.strictObject({ note: text(2000, 1) }),
  reply: z.strictObject({ check: shiftCheckView }),
  errors: ['wrong_state'],
})
export const listShiftChecks = endpoint({
  method: 'GET',
  path: '/api/shift-checks',
  audience: 'staff',
  permission: 'shift_checks.view',
  summary: 'Supervisor: who of my groups left something overnight, newest shift first',
  query: z.strictObject({
    state: z.enum([...shiftCheckStates, 'all']).default('overdue'),
    cursor: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(30),
  }),
  reply: z.strictObject({ items: z.array(shiftCheckView), nextCursor: z.string().nullable() }),
})
