import { z } from 'zod'
import { byId, endpoint, id, instant, line, text } from '../../contract.ts'
import { urgencies, urgencyRaisers } from '../urgency.ts'
import { countedAtMost, ticketFilter } from './list-contract.ts'

const reason = line(500)
const kind = <const K extends string>(name: K) => z.literal(name)

/** What one change can do to many tickets; each ticket is asked by its own gate and rule. */
export const bulkAction = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: kind('assign'),
    toStaffId: id.optional(),
    toGroupId: id.optional(),
    reason: text(500).default(''),
  }),
  z.strictObject({
    kind: kind('urgency'),
    urgency: z.enum(urgencies),
    raisers: z.array(z.enum(urgencyRaisers)).max(5).default([]),
    reason,
  }),
  z.strictObject({
    kind: kind('tags'),
    add: z.array(line(40)).max(20).default([]),
    remove: z.array(line(40)).max(20).default([]),
  }),
  /** The customers agree with the results. */
  z.strictObject({ kind: kind('close'), words: text(2000).default('') }),
  z.strictObject({ kind: kind('cancel'), reason }),
  z.strictObject({ kind: kind('archive') }),
])
export type BulkAction = z.infer<typeof bulkAction>

export const bulkStates = ['waiting', 'running', 'done', 'cancelled'] as const

/** These can be taken back while nobody has changed the ticket further. */
export const undoableKinds: readonly BulkAction['kind'][] = ['assign', 'urgency', 'tags']
export const undoMinutes = 15

export const bulkView = z
  .strictObject({
    id,
    kind: z.enum(['assign', 'urgency', 'tags', 'close', 'cancel', 'archive']),
    state: z.enum(bulkStates),
    total: z.number().int(),
    done: z.number().int(),
    refused: z.number().int(),
    askedAt: instant,
    finishedAt: instant.nullable(),
    /** Until when it can be taken back; null when it cannot. */
    undoUntil: instant.nullable(),
    undoOf: id.nullable(),
    /** The first hundred that were refused, with the rule that forbids it. */
    refusals: z.array(z.strictObject({ ticketId: id, no: z.string(), code: z.string(), message: z.string() })),
  })
  .meta({ id: 'BulkChange' })
export type BulkView = z.infer<typeof bulkView>

const asker = { audience: 'staff', permission: 'tickets.reassign' } as const
const reply = z.strictObject({ bulk: bulkView })

export const changeManyTickets = endpoint({
  ...asker,
  method: 'POST',
  path: '/api/tickets/bulk',
  summary: 'Change many tickets in the background: those named, or those of a filter as counted a moment ago',
  body: z.strictObject({
    ids: z.array(id).min(1).max(countedAtMost).optional(),
    filter: ticketFilter.optional(),
    /** How many the filter showed: another number now refuses (stale). */
    seen: z.number().int().positive().max(countedAtMost).optional(),
    action: bulkAction,
  }),
  reply,
  errors: ['invalid_input', 'not_allowed', 'not_found', 'stale'],
})
export const listBulkChanges = endpoint({
  ...asker,
  method: 'GET',
  path: '/api/bulk',
  summary: 'My newest changes of many tickets',
  reply: z.strictObject({ items: z.array(bulkView) }),
})
export const getBulkChange = endpoint({
  ...asker,
  method: 'GET',
  path: '/api/bulk/:id',
  summary: 'How far a change of mine is, and what was refused and why',
  params: byId,
  reply,
})
export const cancelBulkChange = endpoint({
  ...asker,
  method: 'POST',
  path: '/api/bulk/:id/cancel',
  summary: 'Stop it; what is done stays done',
  params: byId,
  reply,
  errors: ['wrong_state'],
})
export const undoBulkChange = endpoint({
  ...asker,
  method: 'POST',
  path: '/api/bulk/:id/undo',
  summary: 'Take it back within 15 minutes, wherever nobody has changed the ticket since',
  params: byId,
  reply,
  errors: ['wrong_state', 'already_exists'],
})
