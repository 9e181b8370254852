import { z } from 'zod'
import { endpoint, id, instant, line, text } from '../contract.ts'
import { ticketStates } from './lifecycle.ts'
import { urgencies } from './urgency.ts'
import { natures, stages, ticketChannels, ticketRow } from './views.ts'

export const ticketLists = ['mine', 'responsible', 'new', 'group', 'department', 'escalated', 'overdue', 'all'] as const

/** Filters of the ticket list; also what a saved view, an export and a bulk change keep. */
export const ticketFilter = z.strictObject({
  list: z.enum(ticketLists).default('mine'),
  /** Absent: every state that still asks for work, and in `all` every state. */
  state: z.enum([...ticketStates, 'open', 'done']).optional(),
  urgency: z.enum(urgencies).optional(),
  nature: z.enum(natures).optional(),
  category: text(80).optional(),
  stage: z.enum(stages).optional(),
  channel: z.enum(ticketChannels).optional(),
  groupId: id.optional(),
  departmentId: id.optional(),
  assigneeId: id.optional(),
  firstResponsibleId: id.optional(),
  customerId: id.optional(),
  conversationId: id.optional(),
  orderNo: line(80).optional(),
  tag: line(40).optional(),
  escalated: z.enum(['yes']).optional(),
  overdue: z.enum(['yes']).optional(),
  createdFrom: instant.optional(),
  createdTo: instant.optional(),
  /** A ticket number, or words of the subject. */
  q: text(100).optional(),
  sort: z.enum(['activity', 'due', 'created']).default('activity'),
})
export type TicketFilter = z.infer<typeof ticketFilter>

export const ticketCounts = z.strictObject({
  mine: z.number().int(),
  responsible: z.number().int(),
  new: z.number().int(),
  group: z.number().int(),
  department: z.number().int(),
  escalated: z.number().int(),
  overdue: z.number().int(),
})

export const listTickets = endpoint({
  method: 'GET',
  path: '/api/tickets',
  audience: 'staff',
  permission: 'tickets.view',
  summary: 'Tickets I may see, by filter, in keyset pages, with the kept counters of my lists',
  query: ticketFilter.extend({
    cursor: z.string().max(300).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  reply: z.strictObject({ items: z.array(ticketRow), nextCursor: z.string().nullable(), counts: ticketCounts }),
})

export const ticketListEndpoints = { listTickets }
